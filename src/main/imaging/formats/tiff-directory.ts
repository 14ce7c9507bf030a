import type { ByteSource } from '../byte-source.ts'

/** One value, or a row of values, of a TIFF directory. */
export interface TiffTag {
  type: number
  count: number
  /** Its bytes, at most `valueLimit`, in the file's own byte order. */
  bytes: Buffer
}

/** One image of a TIFF file, by its directory. */
export interface TiffImage {
  /** Place among the pages of the file. */
  page: number
  /** Place among the images below that page; left out for the page itself. */
  subifd?: number
  tags: ReadonlyMap<number, TiffTag>
}

export interface TiffFile {
  littleEndian: boolean
  images: TiffImage[]
  /** The directory that a tag points to, as EXIF has one; empty where there is none. */
  directoryOf: (tag: TiffTag | undefined) => Promise<ReadonlyMap<number, TiffTag>>
}

/** Numbers of the tags that are looked at; TIFF 6.0, its supplements, and DNG. */
export const tiffTags = {
  newSubfileType: 254,
  subfileType: 255,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  subIfds: 330,
  extraSamples: 338,
  sampleFormat: 339,
  iccProfile: 34675,
  dngVersion: 50706,
  blackLevel: 50714,
  whiteLevel: 50717,
  asShotNeutral: 50728,
} as const

/** Bytes of one value of each type of field; 0 for types that are none. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]

const pageLimit = 1000
const subIfdLimit = 64
const entryLimit = 4096
/** Strip tables of half a gigapixel in strips of one row fit easily. */
const valueLimit = 4 << 20

/**
 * The directories of a TIFF or BigTIFF file, pages first to last, each followed by the images below it.
 * What points outside the file, or in circles, is left out.
 * @returns nothing for what is no TIFF
 */
export async function readTiff(source: ByteSource): Promise<TiffFile | undefined> {
  const layout = layoutOf(await source.read(0, 16))
  if (!layout) return undefined
  const images: TiffImage[] = []
  const seen = new Set<number>()
  let at = layout.first
  for (let page = 0; at !== 0 && page < pageLimit && !seen.has(at); page++) {
    seen.add(at)
    const directory = await readDirectory(source, at, layout)
    if (!directory) break
    images.push({ page, tags: directory.tags })
    const below = numbersOf(directory.tags.get(tiffTags.subIfds), layout.littleEndian)
    for (const [subifd, offset] of below.slice(0, subIfdLimit).entries()) {
      const child = seen.has(offset) ? undefined : await readDirectory(source, offset, layout)
      seen.add(offset)
      if (child) images.push({ page, subifd, tags: child.tags })
    }
    at = directory.next
  }
  const directoryOf: TiffFile['directoryOf'] = async (tag) => {
    const [offset] = numbersOf(tag, layout.littleEndian)
    const directory = offset === undefined ? undefined : await readDirectory(source, offset, layout)
    return directory?.tags ?? new Map()
  }
  return { littleEndian: layout.littleEndian, images, directoryOf }
}

/** The values of a tag as numbers; none where it is missing, or holds text or fractions. */
export function numbersOf(tag: TiffTag | undefined, littleEndian: boolean): number[] {
  const size = typeSizes[tag?.type ?? 0] ?? 0
  if (!tag || size === 0) return []
  const { bytes, type } = tag
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    const at = i * size
    if (type === 5 || type === 10) {
      const [above, below] = [uint(bytes, at, 4, littleEndian), uint(bytes, at + 4, 4, littleEndian)]
      return below === 0 ? Number.NaN : above / below
    }
    return uint(bytes, at, size, littleEndian)
  })
}

interface Layout {
  littleEndian: boolean
  isBig: boolean
  first: number
}

function layoutOf(head: Buffer): Layout | undefined {
  const order = head.toString('latin1', 0, 2)
  if ((order !== 'II' && order !== 'MM') || head.length < 8) return undefined
  const littleEndian = order === 'II'
  const version = uint(head, 2, 2, littleEndian)
  if (version === 42) return { littleEndian, isBig: false, first: uint(head, 4, 4, littleEndian) }
  if (version === 43 && head.length === 16) {
    return { littleEndian, isBig: true, first: uint(head, 8, 8, littleEndian) }
  }
  return undefined
}

interface Entry {
  tag: number
  type: number
  count: number
  bytes: number
  /** Where the value stands in the file. */
  at: number
}

async function readEntries(
  source: ByteSource,
  at: number,
  { littleEndian, isBig }: Layout,
): Promise<{ entries: Entry[]; next: number } | undefined> {
  const [countSize, entrySize, wordSize] = isBig ? [8, 20, 8] : [2, 12, 4]
  const head = await source.read(at, countSize)
  if (head.length < countSize) return undefined
  const count = uint(head, 0, countSize, littleEndian)
  if (count === 0 || count > entryLimit) return undefined
  const table = await source.read(at + countSize, count * entrySize + wordSize)
  if (table.length < count * entrySize) return undefined
  const entries = Array.from({ length: count }, (_, i): Entry => {
    const entry = i * entrySize
    const type = uint(table, entry + 2, 2, littleEndian)
    const values = uint(table, entry + 4, wordSize, littleEndian)
    const bytes = (typeSizes[type] ?? 0) * values
    const value = entry + 4 + wordSize
    const offset = bytes <= wordSize ? at + countSize + value : uint(table, value, wordSize, littleEndian)
    return { tag: uint(table, entry, 2, littleEndian), type, count: values, bytes, at: offset }
  })
  const hasNext = table.length === count * entrySize + wordSize
  return { entries, next: hasNext ? uint(table, count * entrySize, wordSize, littleEndian) : 0 }
}

async function readDirectory(
  source: ByteSource,
  at: number,
  layout: Layout,
): Promise<{ tags: Map<number, TiffTag>; next: number } | undefined> {
  const directory = await readEntries(source, at, layout)
  if (!directory) return undefined
  const tags = new Map<number, TiffTag>()
  for (const { tag, type, count, bytes, at: offset } of directory.entries) {
    if (bytes === 0 || bytes > valueLimit || tags.has(tag)) continue
    const held = await source.read(offset, bytes)
    if (held.length === bytes) tags.set(tag, { type, count, bytes: held })
  }
  return { tags, next: directory.next }
}

/**
 * The size of every value, bytes, of every page, by the directories alone.
 * @param onValue may throw, to end it
 */
export async function measureTags(
  source: ByteSource,
  onValue: (tag: number, bytes: number) => void,
): Promise<void> {
  const layout = layoutOf(await source.read(0, 16))
  const seen = new Set<number>()
  for (let at = layout?.first ?? 0; layout && at !== 0 && seen.size < pageLimit && !seen.has(at); ) {
    seen.add(at)
    const directory = await readEntries(source, at, layout)
    if (!directory) return
    for (const { tag, bytes } of directory.entries) onValue(tag, bytes)
    at = directory.next
  }
}

function uint(bytes: Buffer, at: number, size: number, littleEndian: boolean): number {
  if (size <= 4) return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size)
  return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at))
}
