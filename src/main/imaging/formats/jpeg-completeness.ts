import { frameOf, type JpegFrame, type JpegSegment, jpegMarkers } from './jpeg-segments.ts'

/**
 * Whether a JPEG holds every block of every component: libjpeg fills what is missing with grey, and
 * libvips does not tell when that is in the last rows. Frequencies are counted, not decoded.
 * @returns false as well where that cannot be told: arithmetic coding, for example
 */
export function isComplete(jpeg: Buffer, segments: readonly JpegSegment[]): boolean {
  const frame = frameOf(jpeg, segments)
  if (!frame || frame.width * frame.height === 0) return false
  if (frame.marker === 0xc2) return hasEveryRefinement(jpeg, frame, segments)
  return (frame.marker === 0xc0 || frame.marker === 0xc1) && hasEveryBlock(jpeg, frame, segments)
}

interface ScanHeader {
  components: { index: number; dc: number; ac: number }[]
  first: number
  last: number
  /** Bits of precision that are still missing after the scan. */
  low: number
}

function scanHeader(
  jpeg: Buffer,
  { start, headerEnd }: JpegSegment,
  frame: JpegFrame,
): ScanHeader | undefined {
  const body = jpeg.subarray(start + 4, headerEnd)
  const count = body[0] ?? 0
  if (count === 0 || body.length < 4 + 2 * count) return undefined
  const components = Array.from({ length: count }, (_, i) => {
    const tables = body.readUInt8(2 + 2 * i)
    const index = frame.components.findIndex(({ id }) => id === body[1 + 2 * i])
    return { index, dc: tables >> 4, ac: tables & 15 }
  })
  if (components.some(({ index }) => index < 0)) return undefined
  const tail = 1 + 2 * count
  return {
    components,
    first: body.readUInt8(tail),
    last: body.readUInt8(tail + 1),
    low: body.readUInt8(tail + 2) & 15,
  }
}

/** Progressive: libvips reads all scans before the first row, and tells of a broken one; here, of a missing one. */
function hasEveryRefinement(jpeg: Buffer, frame: JpegFrame, segments: readonly JpegSegment[]): boolean {
  const missing = frame.components.map(() => new Array<number>(64).fill(1))
  for (const segment of segments) {
    if (segment.marker !== jpegMarkers.scan) continue
    const header = scanHeader(jpeg, segment, frame)
    if (!header) return false
    for (const { index } of header.components) missing[index]?.fill(header.low, header.first, header.last + 1)
  }
  return missing.flat().every((bits) => bits === 0)
}

function hasEveryBlock(jpeg: Buffer, frame: JpegFrame, segments: readonly JpegSegment[]): boolean {
  const tables = new Map<number, Uint16Array>()
  const seen = new Set<number>()
  let interval = 0
  for (const segment of segments) {
    const body = jpeg.subarray(segment.start + 4, segment.headerEnd)
    if (segment.marker === jpegMarkers.huffman) readTables(body, tables)
    if (segment.marker === jpegMarkers.restartInterval) interval = body.length >= 2 ? body.readUInt16BE(0) : 0
    if (segment.marker !== jpegMarkers.scan) continue
    const header = scanHeader(jpeg, segment, frame)
    const plan = header && scanPlan(header, frame, tables)
    if (!plan || !new ScanReader(jpeg, segment.headerEnd, segment.end).holds(plan, interval)) return false
    for (const { index } of header.components) seen.add(index)
  }
  return seen.size === frame.components.length
}

interface ScanPlan {
  units: number
  /** Tables of each block of a unit. */
  blocks: { dc: Uint16Array; ac: Uint16Array }[]
}

function scanPlan(
  { components }: ScanHeader,
  frame: JpegFrame,
  tables: ReadonlyMap<number, Uint16Array>,
): ScanPlan | undefined {
  const widest = Math.max(...frame.components.map(({ across }) => across))
  const highest = Math.max(...frame.components.map(({ down }) => down))
  const isAlone = components.length === 1
  const blocks: ScanPlan['blocks'] = []
  let units = Math.ceil(frame.width / (8 * widest)) * Math.ceil(frame.height / (8 * highest))
  for (const { index, dc, ac } of components) {
    const component = frame.components[index]
    const [dcTable, acTable] = [tables.get(dc), tables.get(16 + ac)]
    if (!component || component.across * component.down === 0 || !dcTable || !acTable) return undefined
    const count = isAlone ? 1 : component.across * component.down
    for (let block = 0; block < count; block++) blocks.push({ dc: dcTable, ac: acTable })
    if (isAlone) {
      units =
        Math.ceil(Math.ceil((frame.width * component.across) / widest) / 8) *
        Math.ceil(Math.ceil((frame.height * component.down) / highest) / 8)
    }
  }
  return { units, blocks }
}

/** Each table as one of all 16-bit words: length of the code at their beginning, times 256, and its symbol. */
function readTables(body: Buffer, tables: Map<number, Uint16Array>): void {
  let at = 0
  while (at + 17 <= body.length) {
    const slot = body.readUInt8(at)
    const words = new Uint16Array(65_536)
    let word = 0
    let symbol = at + 17
    for (let length = 1; length <= 16; length++) {
      const step = 1 << (16 - length)
      for (let codes = body.readUInt8(at + length); codes > 0; codes--) {
        words.fill((length << 8) | (body[symbol++] ?? 0), word, word + step)
        word += step
      }
    }
    tables.set(slot, words)
    at = symbol
  }
}

/** Reads the codes of a scan without decoding what they say. */
class ScanReader {
  readonly #jpeg: Buffer
  readonly #end: number
  #at: number
  #word = 0
  #bits = 0
  /** Bits put in beyond the data. */
  #lent = 0

  constructor(jpeg: Buffer, start: number, end: number) {
    this.#jpeg = jpeg
    this.#at = start
    this.#end = end
  }

  holds({ units, blocks }: ScanPlan, interval: number): boolean {
    for (let unit = 0; unit < units; unit++) {
      if (interval > 0 && unit > 0 && unit % interval === 0 && !this.#restart()) return false
      for (const { dc, ac } of blocks) if (!this.#skipBlock(dc, ac)) return false
      if (this.#lent > this.#bits) return false
    }
    return true
  }

  #skipBlock(dc: Uint16Array, ac: Uint16Array): boolean {
    const size = this.#symbol(dc)
    if (size < 0) return false
    this.#drop(size & 15)
    for (let k = 1; k < 64; k++) {
      const symbol = this.#symbol(ac)
      if (symbol < 0) return false
      const run = symbol >> 4
      const bits = symbol & 15
      if (bits === 0 && run !== 15) return true
      this.#drop(bits)
      k += run
    }
    return true
  }

  #symbol(table: Uint16Array): number {
    this.#fill()
    const found = table[(this.#word >>> (this.#bits - 16)) & 0xffff] ?? 0
    if (found === 0) return -1
    this.#bits -= found >> 8
    return found & 255
  }

  #drop(count: number): void {
    this.#fill()
    this.#bits -= count
  }

  /** At least 16 bits, of which those above `#bits` are spent. */
  #fill(): void {
    while (this.#bits < 17) {
      const byte = this.#at < this.#end ? (this.#jpeg[this.#at] ?? 0) : 0
      const isData = this.#at < this.#end && (byte !== 0xff || this.#jpeg[this.#at + 1] === 0)
      this.#word = (this.#word << 8) | (isData ? byte : 0)
      this.#bits += 8
      if (!isData) this.#lent += 8
      else this.#at += byte === 0xff ? 2 : 1
    }
  }

  /** On to the next restart marker, which has to be there. */
  #restart(): boolean {
    if (this.#lent > this.#bits) return false
    while (this.#at + 1 < this.#end && this.#jpeg[this.#at] === 0xff && this.#jpeg[this.#at + 1] === 0xff)
      this.#at++
    const isMarker =
      this.#jpeg[this.#at] === 0xff && ((this.#jpeg[this.#at + 1] ?? 0) & 0xf8) === jpegMarkers.restart
    if (this.#at >= this.#end || !isMarker) return false
    this.#at += 2
    this.#word = 0
    this.#bits = 0
    this.#lent = 0
    return true
  }
}
