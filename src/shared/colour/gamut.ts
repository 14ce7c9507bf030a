import { labToLinear, type Triple } from './lab.ts'

/**
 * How far a channel may leave 0..1 and still count as inside. scikit-image's white and matrix differ
 * by 4e-5, so that the brightest neutral itself stands this far out; black is exact.
 */
export const gamutSlack = { dark: 1e-6, bright: 1e-4 } as const

export function isInGamut(rgb: Triple): boolean {
  return rgb.every((value) => value >= -gamutSlack.dark && value <= 1 + gamutSlack.bright)
}

/**
 * The colour of the same L* and hue with as much of its chroma as sRGB can show. Clipping channels
 * instead would change lightness and hue.
 */
export function fitToGamut([l, a, b]: Triple): Triple {
  if (isInGamut(labToLinear([l, a, b]))) return [l, a, b]
  let inside = 0
  let outside = 1
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2
    if (isInGamut(labToLinear([l, a * middle, b * middle]))) inside = middle
    else outside = middle
  }
  return [l, a * inside, b * inside]
}
