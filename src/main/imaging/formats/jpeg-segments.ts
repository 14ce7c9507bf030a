/** One marker with what follows it; of a scan, its entropy-coded data too. Bytes `start` to `end`. */
export interface JpegSegment {
  marker: number
  start: number
  /** After the length field's reach; of a scan the first byte of its data. */
  headerEnd: number
  end: number
}

export interface JpegFile {
  segments: JpegSegment[]
  /** Bytes between segments that belong to none. */
  stray: number
  hasEnd: boolean
}

export const jpegMarkers = {
  restart: 0xd0,
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  huffman: 0xc4,
  restartInterval: 0xdd,
}

/** More than any encoder writes: a progressive picture has about ten scans. */
const segmentLimit = 5000

/** The parts of a JPEG up to its end marker, or the end of its bytes; nothing where there is no header to follow. */
export function readJpeg(jpeg: Buffer): JpegFile | undefined {
  if (jpeg[0] !== 0xff || jpeg[1] !== jpegMarkers.start) return undefined
  const segments: JpegSegment[] = []
  let stray = 0
  let at = 2
  while (segments.length < segmentLimit) {
    const start = nextMarker(jpeg, at)
    if (start === undefined) return { segments, stray, hasEnd: false }
    stray += start - at
    const marker = jpeg[start + 1] ?? 0
    if (marker === jpegMarkers.end) return { segments, stray, hasEnd: true }
    if (start + 4 > jpeg.length) return { segments, stray, hasEnd: false }
    const headerEnd = Math.min(jpeg.length, start + 2 + jpeg.readUInt16BE(start + 2))
    const end = marker === jpegMarkers.scan ? scanEnd(jpeg, headerEnd) : headerEnd
    segments.push({ marker, start, headerEnd, end })
    at = end
  }
  return undefined
}

function nextMarker(jpeg: Buffer, from: number): number | undefined {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 1)) {
    const code = jpeg[at + 1] ?? 0
    if (code !== 0 && code !== 0xff) return at
  }
  return undefined
}

/** Where entropy-coded data end: at the next marker that is no restart. */
function scanEnd(jpeg: Buffer, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 2)) {
    const code = jpeg[at + 1] ?? 0
    if (code === 0xff) at -= 1
    else if (code !== 0 && (code & 0xf8) !== jpegMarkers.restart) return at
  }
  return jpeg.length
}

/** The frame of a JPEG, as its start-of-frame segment tells it. */
export interface JpegFrame {
  /** 0xc0 baseline, 0xc1 extended, 0xc2 progressive, ... */
  marker: number
  precision: number
  width: number
  height: number
  components: { id: number; across: number; down: number }[]
}

/** Nothing where there is no frame, or one that cannot be. */
export function frameOf(jpeg: Buffer, segments: readonly JpegSegment[]): JpegFrame | undefined {
  const segment = segments.find(({ marker }) => isFrame(marker))
  if (!segment) return undefined
  const body = jpeg.subarray(segment.start + 4, segment.headerEnd)
  const count = body[5] ?? 0
  if (body.length < 6 + 3 * count) return undefined
  return {
    marker: segment.marker,
    precision: body.readUInt8(0),
    height: body.readUInt16BE(1),
    width: body.readUInt16BE(3),
    components: Array.from({ length: count }, (_, i) => {
      const sampling = body.readUInt8(7 + 3 * i)
      return { id: body.readUInt8(6 + 3 * i), across: sampling >> 4, down: sampling & 15 }
    }),
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
