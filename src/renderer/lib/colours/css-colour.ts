import type { Triple } from '../../../shared/colour/lab.ts'

/** Encoded sRGB, 0..1, as a CSS colour of 8-bit codes. */
export function cssColour(rgb: Triple): string {
  return `rgb(${rgb.map((value) => Math.round(Math.min(1, Math.max(0, value)) * 255)).join(' ')})`
}
