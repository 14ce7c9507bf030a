import { type ByteSource, withBytes } from '../byte-source.ts'
import type { SideDataBudget } from './budget.ts'
import { measureExif } from './exif.ts'

/** Boxes that hold the picture's data, by reference. */
const dataBoxes = new Set(['mdat', 'free', 'skip', 'ftyp'])
/** An item of EXIF begins with the distance to its header, which libvips passes over. */
const exifPrefix = 4
/** libheif reads no more of them either. */
const mostBoxes = 20_000

/**
 * The boxes of an AVIF or HEIF file: profiles and lists are in `meta`, EXIF and XMP are items whose places it
 * lists, and many items may have one place.
 */
export async function measureHeif(source: ByteSource, budget: SideDataBudget): Promise<void> {
  let at = 0
  for (;;) {
    const box = await boxAt(source, at, source.size)
    if (!box) return
    if (!dataBoxes.has(box.name)) budget.take('other data', box.end - box.start)
    if (box.name === 'meta') await measureMeta(source, { start: box.start + 4, end: box.end }, budget)
    at = box.end
  }
}

/** Whether every AV1 image in the file says that its chroma has half the resolution, or that it has none. */
export async function hasHalfChroma(source: ByteSource): Promise<boolean> {
  const [meta] = (await boxesIn(source, { start: 0, end: source.size })).filter(({ name }) => name === 'meta')
  const properties = meta ? await propertiesIn(source, { start: meta.start + 4, end: meta.end }) : []
  const configurations = properties.filter(({ name }) => name === 'av1C')
  for (const { start } of configurations) {
    const flags = (await source.read(start, 3))[2] ?? 0
    const isMonochrome = (flags & 0b1_0000) !== 0
    if (!isMonochrome && (flags & 0b1100) !== 0b1100) return false
  }
  return configurations.length > 0
}

interface Span {
  start: number
  end: number
}

interface Box extends Span {
  name: string
}

async function boxesIn(source: ByteSource, { start, end }: Span): Promise<Box[]> {
  const boxes: Box[] = []
  for (let at = start; at < end; ) {
    const box = await boxAt(source, at, end)
    if (!box || boxes.length === mostBoxes) break
    boxes.push(box)
    at = box.end
  }
  return boxes
}

async function boxAt(source: ByteSource, at: number, limit: number): Promise<Box | undefined> {
  const head = await source.read(at, 16)
  if (head.length < 8 || at + 8 > limit) return undefined
  const short = head.readUInt32BE(0)
  const name = head.toString('latin1', 4, 8)
  const isLong = short === 1
  if (isLong && head.length < 16) return undefined
  const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? limit - at : short
  const start = at + (isLong ? 16 : 8)
  const end = Math.min(limit, at + size)
  return end < start ? undefined : { name, start, end }
}

async function measureMeta(source: ByteSource, meta: Span, budget: SideDataBudget): Promise<void> {
  const boxes = new Map((await boxesIn(source, meta)).reverse().map((box) => [box.name, box]))
  for (const { name, start, end } of await propertiesIn(source, meta)) {
    if (name === 'colr') budget.take('colour profile', end - start)
  }
  const [infos, locations] = [boxes.get('iinf'), boxes.get('iloc')]
  if (!infos || !locations) return
  const metadata = await metadataItems(source, infos, budget)
  const items = itemLocations(await source.read(locations.start, locations.end - locations.start))
  const inline = boxes.get('idat')?.start ?? 0
  for (const [id, kind] of metadata) {
    const { isInline = false, extents = [] } = items.get(id) ?? {}
    budget.take(
      kind,
      extents.reduce((bytes, { length }) => bytes + length, 0),
    )
    if (kind !== 'EXIF') continue
    const parts = []
    for (const { at, length } of extents) parts.push(await source.read(at + (isInline ? inline : 0), length))
    await withBytes(Buffer.concat(parts), (exif) => measureExif(exif, exifPrefix, budget))
  }
}

/** The properties of all items, such as profiles and sizes. */
async function propertiesIn(source: ByteSource, meta: Span): Promise<Box[]> {
  const [properties] = (await boxesIn(source, meta)).filter(({ name }) => name === 'iprp')
  const lists = properties ? await boxesIn(source, properties) : []
  const found: Box[] = []
  for (const list of lists.filter(({ name }) => name === 'ipco')) found.push(...(await boxesIn(source, list)))
  return found
}

/** Items that are metadata, by their number. */
async function metadataItems(source: ByteSource, { start, end }: Span, budget: SideDataBudget) {
  const items = new Map<number, 'EXIF' | 'XMP'>()
  const version = (await source.read(start, 4))[0] ?? 0
  for (const box of await boxesIn(source, { start: start + (version === 0 ? 6 : 8), end })) {
    const info = await source.read(box.start, Math.min(box.end - box.start, 600))
    if (box.name !== 'infe' || info.length < 12) continue
    const isWide = info[0] === 3
    const type = info.toString('latin1', isWide ? 10 : 8, isWide ? 14 : 12)
    if (type !== 'Exif' && type !== 'mime') continue
    const id = isWide && info.length >= 8 ? info.readUInt32BE(4) : info.readUInt16BE(4)
    items.set(id, type === 'Exif' ? 'EXIF' : 'XMP')
    // Name, type of content and its encoding, each ended by a zero: what is packed may be of any size.
    const [, , encoding = ''] = info.toString('latin1', isWide ? 14 : 12).split('\0')
    if (type === 'mime' && encoding !== '') throw budget.overflow('XMP')
  }
  return items
}

interface ItemLocation {
  /** Within `idat`, not from the beginning of the file. */
  isInline: boolean
  extents: { at: number; length: number }[]
}

/** Where each item lies: ISO 14496-12, `iloc`. */
function itemLocations(box: Buffer): Map<number, ItemLocation> {
  const items = new Map<number, ItemLocation>()
  const reader = new Reader(box)
  try {
    const version = reader.uint(1)
    reader.uint(3)
    const widths = reader.uint(2)
    const [offset, length] = [widths >> 12, (widths >> 8) & 15]
    const [base, index] = [(widths >> 4) & 15, version === 0 ? 0 : widths & 15]
    for (let left = reader.uint(version < 2 ? 2 : 4); left > 0; left--) {
      const id = reader.uint(version < 2 ? 2 : 4)
      const isInline = version > 0 && (reader.uint(2) & 15) === 1
      reader.uint(2)
      const start = reader.uint(base)
      const count = reader.uint(2)
      const extents: ItemLocation['extents'] = []
      // Extents that say nothing take no bytes, however many there are.
      for (let extent = 0; extent < count && index + offset + length > 0; extent++) {
        reader.uint(index)
        extents.push({ at: start + reader.uint(offset), length: reader.uint(length) })
      }
      items.set(id, { isInline, extents })
    }
  } catch (thrown) {
    // A list that ends too early: libheif reads none of it.
    if (!(thrown instanceof RangeError)) throw thrown
  }
  return items
}

/** Numbers one after the other, big-endian. @throws RangeError at the end. */
class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  uint(size: number): number {
    const at = this.#at
    this.#at += size
    if (size === 0) return 0
    return size === 8 ? Number(this.#bytes.readBigUInt64BE(at)) : this.#bytes.readUIntBE(at, size)
  }
}
