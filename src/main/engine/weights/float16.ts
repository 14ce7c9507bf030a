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
