/**
 * Mean squared error of a* and b* together: the mean over pixels and both channels.
 * @param one,other interleaved L*, a*, b*
 */
export function meanSquaredErrorAb(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i += 3) {
    const a = one[i + 1] - other[i + 1]
    const b = one[i + 2] - other[i + 2]
    sum += a * a + b * b
  }
  return (sum * 3) / (one.length * 2)
}

/** Mean a* and b* over interleaved L*, a*, b*. */
export function meanAb(lab: Float32Array): { a: number; b: number } {
  let a = 0
  let b = 0
  for (let i = 0; i < lab.length; i += 3) {
    a += lab[i + 1]
    b += lab[i + 2]
  }
  const pixels = lab.length / 3
  return { a: a / pixels, b: b / pixels }
}

/** Mean chroma sqrt(a*² + b*²) of an interleaved a*b* map. */
export function meanChroma(ab: Float32Array): number {
  let sum = 0
  for (let i = 0; i < ab.length; i += 2) sum += Math.sqrt(ab[i] * ab[i] + ab[i + 1] * ab[i + 1])
  return (sum * 2) / ab.length
}
