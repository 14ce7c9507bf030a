import sharp from 'sharp'

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
