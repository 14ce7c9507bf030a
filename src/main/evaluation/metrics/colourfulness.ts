export interface Colourfulness {
  /** Hasler and Süsstrunk's measure, with signed opponent channels. */
  signed: number
  /** The variant of published code: absolute values of the opponent channels first. */
  absolute: number
}

/**
 * Colourfulness of 8-bit RGB, on the 0..255 scale: `sqrt(var rg + var yb) + 0.3 sqrt(mean² rg + mean² yb)`
 * with `rg = R - G` and `yb = (R + G) / 2 - B`.
 * @param rgb interleaved
 */
export function colourfulness(rgb: Uint8Array): Colourfulness {
  let rgSum = 0
  let ybSum = 0
  let rgAbsoluteSum = 0
  let ybAbsoluteSum = 0
  let squares = 0
  for (let i = 0; i < rgb.length; i += 3) {
    const rg = rgb[i] - rgb[i + 1]
    const yb = (rgb[i] + rgb[i + 1]) / 2 - rgb[i + 2]
    rgSum += rg
    ybSum += yb
    rgAbsoluteSum += Math.abs(rg)
    ybAbsoluteSum += Math.abs(yb)
    squares += rg * rg + yb * yb
  }
  const pixels = rgb.length / 3
  return {
    signed: combine(rgSum / pixels, ybSum / pixels, squares / pixels),
    absolute: combine(rgAbsoluteSum / pixels, ybAbsoluteSum / pixels, squares / pixels),
  }
}

function combine(rgMean: number, ybMean: number, meanSquare: number): number {
  const squaredMean = rgMean * rgMean + ybMean * ybMean
  // Rounding may leave a variance of nothing just below zero.
  return Math.sqrt(Math.max(0, meanSquare - squaredMean)) + 0.3 * Math.sqrt(squaredMean)
}
