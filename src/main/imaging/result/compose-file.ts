import type { ComposeSettings, PhotoWords, Picture, Provenance } from '../../../shared/contract/imaging.ts'
import type { AbMap, Rgb } from '../../../shared/contract/pixels.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import type { Encoding, OutputFormat } from '../../../shared/output-formats.ts'
import { packetLimit } from '../formats/xmp-packet.ts'
import { carryMetadata } from '../metadata/carry.ts'
import { exifTool } from '../metadata/exiftool.ts'
import { decode, resizePixels } from '../open/decode.ts'
import { openPicture, sourceOf } from '../open/open-picture.ts'
import type { Depth } from '../pixels.ts'
import { asRgb, thumbnailOf, within } from '../screen/thumbnail.ts'
import { write } from '../write.ts'
import { compose } from './compose.ts'
import { checkFormat, encoder } from './encode.ts'

/** What is to be made of a photo. */
export interface Composition {
  picture: Picture
  ab: AbMap
  settings: ComposeSettings
  format: OutputFormat
  depth: Depth
  encoding?: Encoding | undefined
  provenance: Provenance
  /** Keep dates, camera, captions of the original. */
  metadata: boolean
  /** Written over what the original says of itself. */
  words?: PhotoWords | undefined
}

/** What was written, to be held against the file when it is opened again. */
export interface Written {
  width: number
  height: number
  depth: Depth
  format: OutputFormat
  /** The composed picture brought down to a long side of at most 64 px. */
  thumbnail: Rgb
}

/** What composing a file took, and what is to be said of it. */
interface ComposedFile {
  written: Written
  /** What of the original's metadata is not in it. */
  remarks: Remark[]
  ms: { decode: number; compose: number; encode: number }
}

/**
 * Decodes, gives colour, writes, brings the original's metadata along and flushes; one picture in memory, once.
 */
export async function composeFile(
  { picture, ab, settings, format, depth, encoding = {}, provenance, metadata, words }: Composition,
  temporary: string,
): Promise<ComposedFile> {
  // It starts while the picture is composed.
  if (metadata) void exifTool()
  const opened = await openPicture(picture)
  const size = within(opened, encoding.longSide ?? Number.POSITIVE_INFINITY)
  checkFormat(format, { ...size, depth })
  const clock = stopwatch()
  const photo = await decode(opened)
  const decodeMs = clock()
  const whole = await compose(photo, ab, settings, depth)
  const result = size.width === whole.width ? whole : await resizePixels(whole, size)
  const composeMs = clock()
  const thumbnail = await thumbnailOf(result)
  const { width, height } = result
  // On paper it stays as large as it was.
  const density =
    opened.metadata.density && Math.max(1, Math.round((opened.metadata.density * width) / opened.width))
  const { xmpAsString, orientation } = metadata ? opened.metadata : {}
  const kept = {
    ...(density && { density }),
    ...(xmpAsString && { xmpAsString }),
    ...(orientation && { orientation }),
  }
  const { image, xmpIsWhole } = await encoder(result, format, kept, provenance, encoding)
  const { source } = sourceOf(picture)
  const remarks: Remark[] = []
  await write(image, temporary, async () => {
    // A picture in memory is none that a person exports.
    if (!metadata || typeof source !== 'string') return
    const sourceFormat = opened.metadata.format
    const carried = {
      source,
      sourceFormat,
      width,
      height,
      format,
      density,
      words,
      xmpToo: !xmpIsWhole && (xmpAsString ?? '').length <= packetLimit,
    }
    remarks.push(...(await carryMetadata(carried, temporary)))
    if (!xmpIsWhole && !carried.xmpToo)
      remarks.push({ kind: 'metadata-partly', detail: 'XMP of more than 2 MB' })
  })
  return {
    written: { width, height, depth, format, thumbnail },
    remarks,
    ms: { decode: decodeMs, compose: composeMs, encode: clock() },
  }
}

/** The same in memory, 8 bit. */
export async function composePixels(picture: Picture, ab: AbMap, settings: ComposeSettings): Promise<Rgb> {
  return asRgb(await compose(await decode(await openPicture(picture)), ab, settings, 8))
}

/** Milliseconds since the last reading. */
export function stopwatch(): () => number {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const elapsed = now - last
    last = now
    return elapsed
  }
}
