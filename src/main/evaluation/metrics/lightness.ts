/**
 * Mean absolute difference of L*, in units of L* (0..100).
 * @param one,other interleaved L*, a*, b*
 */
export function lightnessDrift(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i += 3) sum += Math.abs(one[i] - other[i])
  return (sum * 3) / one.length
}
