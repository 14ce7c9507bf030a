/** PSNR of identical pictures is infinite; this finite stand-in keeps means and JSON sound. */
export const psnrOfIdentical = 100

/** Mean squared difference of two equally long planes. */
export function meanSquaredError(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) {
    const difference = one[i] - other[i]
    sum += difference * difference
  }
  return sum / one.length
}

/**
 * Peak signal-to-noise ratio in dB, at most {@link psnrOfIdentical}.
 * @param peak the span of a value: 255 for 8-bit RGB, and 255 for a* and b* as they are stored in 8 bits
 */
export function psnr(mse: number, peak = 255): number {
  return Math.min(psnrOfIdentical, 10 * Math.log10((peak * peak) / mse))
}
