import type { ComposeSettings, Picture, Provenance } from '../../../shared/contract/imaging.ts'
import type { AbMap, Rgb } from '../../../shared/contract/pixels.ts'
import type { OutputFormat } from '../../../shared/output-formats.ts'
import { decode } from '../open/decode.ts'
import { openPicture } from '../open/open-picture.ts'
import type { Depth } from '../pixels.ts'
import { asRgb, thumbnailOf } from '../screen/thumbnail.ts'
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
  provenance: Provenance
  /** Keep dates, camera, captions of the original. */
  metadata: boolean
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

/** Decodes, gives colour, writes and flushes; one picture in memory, once. */
export async function composeFile(
  { picture, ab, settings, format, depth, provenance, metadata }: Composition,
  temporary: string,
): Promise<{ written: Written; ms: { decode: number; compose: number; encode: number } }> {
  const opened = await openPicture(picture)
  checkFormat(format, { ...opened, depth })
  const clock = stopwatch()
  const photo = await decode(opened)
  const decodeMs = clock()
  const result = await compose(photo, ab, settings, depth)
  const composeMs = clock()
  const thumbnail = await thumbnailOf(result)
  const { density } = opened.metadata
  const kept = metadata ? opened.metadata : { ...(density && { density }) }
  await write(await encoder(result, format, kept, provenance), temporary)
  const { width, height } = result
  return {
    written: { width, height, depth, format, thumbnail },
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
