import { withBytes } from '../byte-source.ts'
import type { PictureBytes } from '../image-library.ts'
import { numbersOf, type TiffImage, type TiffTag, tiffTags } from './tiff-directory.ts'

/** Tags that decide how pixels are decoded: all that a copy keeps. */
const kept = new Set<number>([
  ...[256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325],
  ...[332, 334, 338, 339, 347, 529, 530, 531, 532, 34675, 274],
])

/** New 16-bit values by tag; `undefined` leaves a tag out. */
export type TiffChanges = ReadonlyMap<number, readonly number[] | undefined>

const long = 4
const short = 3
const uncompressed = 1

/**
 * The file with a new directory at its end, which holds what decoding needs of one image and nothing
 * else: what libtiff has to say of odd tags is not said, and `changes` replaces values. A directory that
 * does not say how long its strips are is completed. It takes the memory of the file once.
 * @returns nothing where the image's data do not lie within the file
 */
export async function tiffCopy(
  picture: PictureBytes,
  { tags }: TiffImage,
  littleEndian: boolean,
  changes: TiffChanges = new Map(),
): Promise<Buffer<ArrayBuffer> | undefined> {
  return withBytes(picture, async ({ size, readInto }) => {
    const directory = directoryFor(size, tags, littleEndian, changes)
    if (!directory) return undefined
    const copy = Buffer.allocUnsafe(directory.end)
    await readInto(copy.subarray(0, size))
    copy.fill(0, size)
    copy.set(directory.bytes, directory.start)
    copy.set(header(directory.at, littleEndian), 0)
    return copy
  })
}

/** The new directory, from byte `start` to `end`; its table begins `at`. */
function directoryFor(
  size: number,
  tags: ReadonlyMap<number, TiffTag>,
  littleEndian: boolean,
  changes: TiffChanges,
) {
  const entries = new Map([...tags].filter(([tag]) => kept.has(tag)))
  for (const [tag, value] of changes) {
    if (value === undefined) entries.delete(tag)
    else entries.set(tag, numbers(value, short, littleEndian))
  }
  const counts = stripCounts(entries, size, littleEndian)
  if (!counts) return undefined
  entries.set(
    entries.has(tiffTags.tileOffsets) ? tiffTags.tileByteCounts : tiffTags.stripByteCounts,
    numbers(counts, long, littleEndian),
  )
  const start = size + (size % 2)
  const directory = encodeDirectory(entries, start, littleEndian)
  return directory.end > 0xffff_ffff ? undefined : { ...directory, start }
}

/** Bytes of each strip or tile, mended where they are missing or more than the file has. */
function stripCounts(
  tags: ReadonlyMap<number, TiffTag>,
  fileLength: number,
  littleEndian: boolean,
): number[] | undefined {
  const values = (tag: number): number[] => numbersOf(tags.get(tag), littleEndian)
  const isTiled = tags.has(tiffTags.tileOffsets)
  const offsets = values(isTiled ? tiffTags.tileOffsets : tiffTags.stripOffsets)
  const said = values(isTiled ? tiffTags.tileByteCounts : tiffTags.stripByteCounts)
  if (offsets.length === 0 || offsets.some((offset) => offset >= fileLength)) return undefined
  const [compression = uncompressed] = values(tiffTags.compression)
  if (isTiled || compression !== uncompressed) {
    return offsets.map((offset, i) => Math.min(said[i] || fileLength, fileLength - offset))
  }
  const [width = 0] = values(tiffTags.width)
  const [height = 0] = values(tiffTags.height)
  const [samples = 1] = values(tiffTags.samplesPerPixel)
  const [bits = 1] = values(tiffTags.bitsPerSample)
  const isPlanar = values(tiffTags.planarConfiguration)[0] === 2
  const rows = Math.min(height, values(tiffTags.rowsPerStrip)[0] || height)
  const rowBytes = Math.ceil((width * bits * (isPlanar ? 1 : samples)) / 8)
  const perPlane = Math.ceil(height / rows)
  const needed = offsets.map((_, i) => Math.min(rows, height - (i % perPlane) * rows) * rowBytes)
  return needed.every((count, i) => count > 0 && (offsets[i] ?? 0) + count <= fileLength) ? needed : undefined
}

function numbers(values: readonly number[], type: number, littleEndian: boolean): TiffTag {
  const size = type === long ? 4 : 2
  const bytes = Buffer.alloc(values.length * size)
  for (const [i, value] of values.entries()) put(bytes, value, i * size, size, littleEndian)
  return { type, count: values.length, bytes }
}

/** Entries in ascending order, as libtiff wants them, with their longer values before them. */
function encodeDirectory(tags: ReadonlyMap<number, TiffTag>, start: number, littleEndian: boolean) {
  const sorted = [...tags].sort(([a], [b]) => a - b)
  const values: Buffer[] = []
  const table = Buffer.alloc(2 + 12 * sorted.length + 4)
  put(table, sorted.length, 0, 2, littleEndian)
  let at = start
  for (const [i, [tag, wide]] of sorted.entries()) {
    const { type, count, bytes } = narrow(wide, littleEndian)
    const entry = 2 + 12 * i
    put(table, tag, entry, 2, littleEndian)
    put(table, type, entry + 2, 2, littleEndian)
    put(table, count, entry + 4, 4, littleEndian)
    if (bytes.length <= 4) {
      table.set(bytes, entry + 8)
    } else {
      put(table, at, entry + 8, 4, littleEndian)
      values.push(bytes, Buffer.alloc(bytes.length % 2))
      at += bytes.length + (bytes.length % 2)
    }
  }
  return { bytes: Buffer.concat([...values, table]), at, end: at + table.length }
}

/** BigTIFF's 64-bit numbers as TIFF's own. */
function narrow(tag: TiffTag, littleEndian: boolean): TiffTag {
  return tag.type < 16 ? tag : numbers(numbersOf(tag, littleEndian), long, littleEndian)
}

function header(directory: number, littleEndian: boolean): Buffer {
  const head = Buffer.alloc(8)
  head.write(littleEndian ? 'II' : 'MM', 'latin1')
  put(head, 42, 2, 2, littleEndian)
  put(head, directory, 4, 4, littleEndian)
  return head
}

function put(bytes: Buffer, value: number, at: number, size: number, littleEndian: boolean): void {
  if (littleEndian) bytes.writeUIntLE(value, at, size)
  else bytes.writeUIntBE(value, at, size)
}
