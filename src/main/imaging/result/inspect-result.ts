import { crc32 } from 'node:zlib'
import type { Provenance } from '../../../shared/contract/imaging.ts'
import type { OutputFormat } from '../../../shared/output-formats.ts'
import { type ByteSource, bytesOf, withBytes } from '../byte-source.ts'
import { readJpeg } from '../formats/jpeg-segments.ts'
import { numbersOf, readTiff, tiffTags } from '../formats/tiff-directory.ts'
import { readProvenance } from '../formats/xmp-provenance.ts'
import type { PictureBytes } from '../image-library.ts'
import { type OpenedPicture, openPicture } from '../open/open-picture.ts'
import { requireLastRows } from '../open/strict-reading.ts'
import { thumbnailOfFile } from '../screen/thumbnail.ts'

export interface FinishedResult {
  /** There when Tintype made the file. */
  provenance?: Provenance
  /** Whether the file goes to its end: one that was cut keeps its header, and its provenance. */
  isWhole: boolean
}

/**
 * Looks at a file that may be a result of ours.
 * @param inFull every pixel is read, not only the header and the end
 * @throws `file-*`, `picture-*`
 */
export async function finishedResult(path: string, inFull: boolean): Promise<FinishedResult> {
  const opened = await openPicture(path)
  const provenance = readProvenance(opened.metadata.xmpAsString)
  if (!provenance) return { isWhole: false }
  const isWhole = (await hasEnd(opened)) && (!inFull || (await isReadable(opened)))
  return { provenance, isWhole }
}

async function isReadable(opened: OpenedPicture): Promise<boolean> {
  try {
    await requireLastRows(opened)
    await thumbnailOfFile(opened)
    return opened.metadata.format !== 'png' || hasSoundChunks(await bytesOf(opened.data))
  } catch {
    return false
  }
}

/** libvips reads a PNG whatever its checksums say. */
function hasSoundChunks(png: Buffer): boolean {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    if (end + 4 > png.length || crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) return false
    if (png.toString('latin1', at + 4, at + 8) === 'IEND') return true
    at = end + 4
  }
  return false
}

/** Whoever keeps a picture may write something behind its end, but not much. */
const tailBytes = 65_536
const pngEnd = Buffer.from('IEND\xae\x42\x60\x82', 'latin1')

/** Whether a file of each format goes to its end. */
const ends: Record<OutputFormat, (data: PictureBytes) => Promise<boolean>> = {
  // Followed from its beginning: a thumbnail in its header ends like the picture.
  jpeg: async (data) => (await readJpeg(await bytesOf(data)))?.hasEnd ?? false,
  png: (data) =>
    withBytes(data, async (file) =>
      (await file.read(Math.max(0, file.size - tailBytes), tailBytes)).includes(pngEnd),
    ),
  webp: (data) => withBytes(data, async (file) => (await file.read(4, 4)).readUInt32LE() + 8 <= file.size),
  tiff: (data) => withBytes(data, holdsAllStrips),
}

async function hasEnd({ data, metadata: { format } }: OpenedPicture): Promise<boolean> {
  return Object.hasOwn(ends, format) && ends[format as OutputFormat](data)
}

async function holdsAllStrips(file: ByteSource): Promise<boolean> {
  const tiff = await readTiff(file)
  const tags = tiff?.images[0]?.tags
  if (!tiff || !tags) return false
  const numbers = (tag: number): number[] => numbersOf(tags.get(tag), tiff.littleEndian)
  const offsets = numbers(tiffTags.stripOffsets)
  const counts = numbers(tiffTags.stripByteCounts)
  return (
    offsets.length > 0 &&
    offsets.length === counts.length &&
    offsets.every((offset, strip) => offset + (counts[strip] ?? 0) <= file.size)
  )
}
