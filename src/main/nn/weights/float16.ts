/** IEEE 754 half precision by its 16 bits: 5 of exponent, 10 of fraction. */
function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

let table: Float32Array | undefined

/** All 65,536 values, made once: a lookup converts millions of weights in a few milliseconds. */
function values(): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => decode(bits))
  return table
}

/** Half precision numbers as single precision; exact, including infinities and NaN. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  const lookup = values()
  const singles = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) singles[i] = lookup[halves[i]]
  return singles
}

const smallestNormal = 0x38800000
/** From here on the nearest half would lie beyond 65504, the largest. */
const overflow = 0x477ff000
const infinity = 0x7f800000

/** @param bits of `value` in single precision */
function encode(value: number, bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  if (size > infinity) return sign | 0x7e00
  if (size >= overflow) return sign | 0x7c00
  // Singles between 0.5 and 1 lie as far apart as the smallest halves: adding 0.5 rounds to these.
  if (size < smallestNormal) return sign | ((Math.fround(Math.abs(value) + 0.5) - 0.5) * 2 ** 24)
  const toEven = (size >> 13) & 1
  return sign | ((size - 0x38000000 + 0xfff + toEven) >> 13)
}

/** Nearest half precision numbers, ties to even; beyond 65519 they are infinite. */
export function toFloat16(singles: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(singles.buffer, singles.byteOffset, singles.length)
  const halves = new Uint16Array(singles.length)
  for (let i = 0; i < singles.length; i++) halves[i] = encode(singles[i], bits[i])
  return halves
}
