import sharp from 'sharp'
import { samples } from './samples.ts'

/** Pictures as the pages of one TIFF; all get the size of the first. */
export async function pagedTiff(pages: readonly Buffer[]): Promise<Buffer> {
  const { width, height } = await sharp(pages[0]).metadata()
  const frames = await Promise.all(
    pages.map((page) => sharp(page).resize({ width, height, fit: 'fill' }).png().toBuffer()),
  )
  return sharp(frames, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer()
}

/** Pages as a scanner would write them: three parts of an old photograph, 120 pixels wide and high. */
export async function scannedPages(parts = [0, 1, 2]): Promise<Buffer> {
  const grey = sharp(samples.hayes).resize(360, 120, { fit: 'cover' }).greyscale()
  const whole = await grey.png().toBuffer()
  const pages = parts.map((part) =>
    sharp(whole)
      .extract({ left: part * 120, top: 0, width: 120, height: 120 })
      .png()
      .toBuffer(),
  )
  return pagedTiff(await Promise.all(pages))
}

/** The TIFF with one page whose pixels cannot be read. */
export function withTornPage(tiff: Buffer, page: number): Buffer {
  const copy = Buffer.from(tiff)
  const [offsets = 0, counts = 0] = [273, 279].map((tag) => entryOf(tiff, page, tag))
  // Of several strips the first stands where the entry points to.
  const [offset, count] = [offsets, counts].map((at) =>
    tiff.readUInt32LE(at + 4) > 1 ? tiff.readUInt32LE(tiff.readUInt32LE(at + 8)) : tiff.readUInt32LE(at + 8),
  ) as [number, number]
  return copy.fill(0xff, offset, offset + count)
}

/** The TIFF with one page of a compression that nobody knows. */
export function withUnknownPage(tiff: Buffer, page: number): Buffer {
  const copy = Buffer.from(tiff)
  copy.writeUInt16LE(34712, entryOf(tiff, page, 259) + 8)
  return copy
}

/** Where the entry of a tag stands. */
function entryOf(tiff: Buffer, page: number, tag: number): number {
  let directory = tiff.readUInt32LE(4)
  const entries = (): number => tiff.readUInt16LE(directory)
  for (let i = 0; i < page; i++) directory = tiff.readUInt32LE(directory + 2 + entries() * entryBytes)
  const places = Array.from({ length: entries() }, (_, i) => directory + 2 + i * entryBytes)
  return places.find((at) => tiff.readUInt16LE(at) === tag) as number
}

/** Bytes of one entry of a directory. */
const entryBytes = 12

/**
 * A TIFF of grey pages of 2 x 1 pixels that share their one strip.
 * @param kinds NewSubfileType of each page: 1 is a reduced copy, 4 a mask
 */
export function tinyPages(kinds: readonly number[]): Buffer {
  const strip = 8
  const directoryBytes = 2 + 9 * entryBytes + 4
  const first = 10
  const file = Buffer.alloc(first + kinds.length * directoryBytes)
  file.write('II', 'latin1')
  file.writeUInt16LE(42, 2)
  file.writeUInt32LE(first, 4)
  file.set([0, 255], strip)
  for (const [page, kind] of kinds.entries()) {
    const at = first + page * directoryBytes
    const entries = [
      [254, kind],
      ...[
        [256, 2],
        [257, 1],
        [258, 8],
        [259, 1],
        [262, 1],
        [273, strip],
        [278, 1],
        [279, 2],
      ],
    ]
    file.writeUInt16LE(entries.length, at)
    for (const [i, [tag = 0, value = 0]] of entries.entries()) {
      const entry = at + 2 + i * entryBytes
      file.writeUInt16LE(tag, entry)
      file.writeUInt16LE(4, entry + 2)
      file.writeUInt32LE(1, entry + 4)
      file.writeUInt32LE(value, entry + 8)
    }
    const isLast = page === kinds.length - 1
    file.writeUInt32LE(isLast ? 0 : at + directoryBytes, at + directoryBytes - 4)
  }
  return file
}
