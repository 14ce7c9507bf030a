import { TintypeError } from '../errors.ts'

/** Containers within containers; a good deal more than any message of the contract has. */
const maxDepth = 32
/** Values in one frame, keys included; ten times the longest list that a call takes. An empty map has one byte here and sixty as an object. */
const maxValues = 2 ** 21

/** Bytes of the length behind the first byte: of binaries, extensions, texts, arrays and maps. */
const lengthBytes: Record<number, number> = {
  ...{ 196: 1, 197: 2, 198: 4, 199: 1, 200: 2, 201: 4 },
  ...{ 217: 1, 218: 2, 219: 4, 220: 2, 221: 4, 222: 2, 223: 4 },
}
/** Bytes that follow where the first byte says it all: of nil, booleans, numbers and short extensions. */
const fixedBytes: Record<number, number> = {
  ...{ 192: 0, 194: 0, 195: 0, 202: 4, 203: 8, 204: 1, 205: 2, 206: 4, 207: 8 },
  ...{ 208: 1, 209: 2, 210: 4, 211: 8, 212: 2, 213: 3, 214: 5, 215: 9, 216: 17 },
}

/**
 * Holds a frame of MessagePack against its own length, once from end to end and without decoding it: a header of
 * five bytes may claim four thousand million elements, and the decoder makes room for what is claimed.
 * @throws `bad-request` for a frame that claims more than it holds, nests too deep, has too many values, or
 * ends too early or too late.
 */
export function checkFrame(frame: Uint8Array): void {
  const size = frame.byteLength
  const view = new DataView(frame.buffer, frame.byteOffset, size)
  /** Values still to come in each container that is open. */
  const open = new Uint32Array(maxDepth)
  let depth = 0
  /** Values still to come in all of them; each takes a byte at least. */
  let owed = 1
  let position = 0
  for (let values = 1; owed > 0; values++) {
    if (values > maxValues) throw refused(`it has more than ${maxValues} values`)
    if (position + owed > size) throw refused('it claims more values than it has bytes')
    const code = view.getUint8(position)
    const length = lengthBytes[code] ?? 0
    if (position + length >= size) throw refused('it ends in the middle of a value')
    const claimed = length > 0 ? uintAt(view, position + 1, length) : shortClaim(code)
    const children = isMap(code) ? 2 * claimed : isArray(code) ? claimed : 0
    position += 1 + length
    owed += children - 1
    if (depth > 0) open[depth - 1]! -= 1
    if (children > 0) {
      if (depth === maxDepth) throw refused(`it has more than ${maxDepth} levels`)
      // Beyond 32 bits it is more than any frame holds, and the next turn refuses it.
      open[depth++] = children
    } else {
      position += isLongExtension(code) ? claimed + 1 : claimed
    }
    while (depth > 0 && open[depth - 1] === 0) depth--
  }
  if (position !== size) throw refused('it does not end where its value ends')
}

function uintAt(view: DataView, position: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(position)
  return bytes === 2 ? view.getUint16(position) : view.getUint32(position)
}

/** What the first byte claims by itself: bytes of a value, elements of an array, pairs of a map. */
function shortClaim(code: number): number {
  if (code < 0x80 || code >= 0xe0) return 0
  if (code < 0xa0) return code & 0x0f
  if (code < 0xc0) return code & 0x1f
  const bytes = fixedBytes[code]
  if (bytes === undefined) throw refused('it holds a byte that begins no value')
  return bytes
}

function isMap(code: number): boolean {
  return (code >= 0x80 && code < 0x90) || code === 0xde || code === 0xdf
}

function isArray(code: number): boolean {
  return (code >= 0x90 && code < 0xa0) || code === 0xdc || code === 0xdd
}

/** Its type stands between length and content. */
function isLongExtension(code: number): boolean {
  return code >= 0xc7 && code <= 0xc9
}

function refused(why: string): TintypeError {
  return new TintypeError('bad-request', `A message cannot be read: ${why}.`)
}
