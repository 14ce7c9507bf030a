import type { ByteSource } from '../byte-source.ts'
import type { SideDataBudget } from './budget.ts'

/** Boxes that hold the picture's data, by reference. */
const dataBoxes = new Set(['mdat', 'free', 'skip', 'ftyp'])
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
  const [infos, places] = [boxes.get('iinf'), boxes.get('iloc')]
  if (!infos || !places) return
  const metadata = await metadataItems(source, infos, budget)
  const sizes = itemSizes(await source.read(places.start, places.end - places.start))
  for (const [id, kind] of metadata) budget.take(kind, sizes.get(id) ?? 0)
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

/** Bytes of each item, its extents together: ISO 14496-12, `iloc`. */
function itemSizes(box: Buffer): Map<number, number> {
  const sizes = new Map<number, number>()
  const reader = new Reader(box)
  try {
    const version = reader.uint(1)
    reader.uint(3)
    const widths = reader.uint(2)
    const [offset, length] = [widths >> 12, (widths >> 8) & 15]
    const [base, index] = [(widths >> 4) & 15, version === 0 ? 0 : widths & 15]
    for (let items = reader.uint(version < 2 ? 2 : 4); items > 0; items--) {
      const id = reader.uint(version < 2 ? 2 : 4)
      if (version > 0) reader.uint(2)
      reader.uint(2)
      reader.uint(base)
      let bytes = 0
      for (let extents = reader.uint(2); extents > 0; extents--) {
        reader.uint(index)
        reader.uint(offset)
        bytes += reader.uint(length)
      }
      sizes.set(id, bytes)
    }
  } catch (thrown) {
    // A list that ends too early: libheif reads none of it.
    if (!(thrown instanceof RangeError)) throw thrown
  }
  return sizes
}

/** Numbers one after the other, big-endian. Errors: RangeError at the end. */
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
