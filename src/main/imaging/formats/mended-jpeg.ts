import type { Remark } from '../../../shared/contract/remarks.ts'
import { isComplete } from './jpeg-completeness.ts'
import { frameOf, type JpegSegment, jpegMarkers, readJpeg } from './jpeg-segments.ts'

/** A copy without the mistakes that do no harm, and what they were. */
export interface Mended {
  bytes: Buffer<ArrayBuffer>
  remarks: Remark[]
}

const app0 = 0xe0
const app14 = 0xee
/** Fewer NULs may be data. */
const leastPadding = 16

/**
 * A JPEG with the mistakes of its header put right that libjpeg warns of as it warns of damage: bytes
 * between segments, a scan header of a baseline picture that says progressive things, unknown revisions;
 * and with an end marker, if nothing but that is missing. The copy can be read as strictly as any file.
 * @returns nothing where there is nothing to mend
 */
export function mendedJpeg(jpeg: Buffer): Mended | undefined {
  const file = readJpeg(jpeg)
  const frame = file && frameOf(jpeg, file.segments)
  if (!file || !frame) return undefined
  const remarks: Remark[] = []
  const odd = (detail: string): void => {
    if (!remarks.some((remark) => remark.detail === detail)) remarks.push({ kind: 'odd-header', detail })
  }
  if (file.stray > 0) odd(`${file.stray} stray bytes between segments`)
  const isSequential = frame.marker === 0xc0 || frame.marker === 0xc1
  const pieces = file.segments.map((segment) => {
    const piece = Buffer.from(jpeg.subarray(segment.start, segment.end))
    const mistake = mendSegment(piece, segment, isSequential, frame.components.length)
    if (mistake) odd(mistake)
    return piece
  })
  if (!file.hasEnd) {
    if (!isComplete(jpeg, file.segments)) return undefined
    const last = pieces.pop()
    if (last) pieces.push(withoutPadding(last))
    remarks.push({ kind: 'end-missing' })
  }
  if (remarks.length === 0) return undefined
  const bytes = Buffer.concat([jpeg.subarray(0, 2), ...pieces, Buffer.from([0xff, jpegMarkers.end])])
  return { bytes, remarks }
}

/**
 * A last scan without the NULs that a disk's or a camera's blocks were filled up with: libjpeg warns of them
 * before an end marker. Where it needed them, it says that data are missing.
 */
function withoutPadding(scan: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  let end = scan.length
  while (scan[end - 1] === 0) end--
  return scan.length - end >= leastPadding ? scan.subarray(0, end) : scan
}

/** Puts a copy of a segment right in place. @returns what was wrong, if anything was */
function mendSegment(
  piece: Buffer,
  { marker, start, headerEnd }: JpegSegment,
  isSequential: boolean,
  components: number,
): string | undefined {
  const length = headerEnd - start
  if (marker === jpegMarkers.scan && isSequential) {
    const spectrum = Buffer.from([0, 63, 0])
    if (length < 7 || piece.subarray(length - 3, length).equals(spectrum)) return undefined
    piece.set(spectrum, length - 3)
    return 'scan parameters of another kind of JPEG'
  }
  const says = (name: string): boolean => piece.toString('latin1', 4, 4 + name.length) === name
  if (marker === app0 && says('JFIF\0') && length > 10 && piece[9] !== 1 && piece[9] !== 2) {
    piece[9] = 1
    return 'an unknown JFIF revision'
  }
  const known = components === 4 ? [0, 2] : [0, 1]
  if (marker === app14 && says('Adobe') && length > 15 && !known.includes(piece[15] ?? 0)) {
    piece[15] = known[1] ?? 1
    return 'an unknown Adobe colour transform'
  }
  return undefined
}
