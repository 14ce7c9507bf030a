import { fitToGamut } from '../../../../shared/colour/gamut.ts'
import { labToSrgb } from '../../../../shared/colour/lab.ts'
import type { en } from '../../../../shared/text/en.ts'

export type SwatchName = Exclude<keyof typeof en.develop.swatches, 'like' | 'custom'>

export interface Swatch {
  name: SwatchName
  a: number
  b: number
}

/** Colours of the world, with the L* they usually have and how far from it they still look natural. */
const natural: readonly (Swatch & { l: number; spread: number })[] = [
  { name: 'neutral', a: 0, b: 0, l: 50, spread: 100 },
  { name: 'skin', a: 14, b: 18, l: 68, spread: 22 },
  { name: 'skinDeep', a: 15, b: 22, l: 40, spread: 20 },
  { name: 'blond', a: 5, b: 26, l: 66, spread: 18 },
  { name: 'brown', a: 12, b: 20, l: 28, spread: 20 },
  { name: 'wood', a: 14, b: 30, l: 46, spread: 20 },
  { name: 'brick', a: 32, b: 26, l: 42, spread: 18 },
  { name: 'red', a: 56, b: 34, l: 42, spread: 18 },
  { name: 'rose', a: 26, b: 6, l: 70, spread: 20 },
  { name: 'orange', a: 34, b: 54, l: 64, spread: 16 },
  { name: 'ochre', a: 10, b: 42, l: 62, spread: 20 },
  { name: 'yellow', a: -4, b: 60, l: 86, spread: 16 },
  { name: 'grass', a: -24, b: 36, l: 56, spread: 22 },
  { name: 'leaf', a: -22, b: 24, l: 36, spread: 20 },
  { name: 'olive', a: -6, b: 26, l: 44, spread: 20 },
  { name: 'teal', a: -22, b: -8, l: 46, spread: 24 },
  { name: 'sky', a: -6, b: -22, l: 76, spread: 20 },
  { name: 'navy', a: 6, b: -28, l: 22, spread: 18 },
  { name: 'denim', a: 0, b: -22, l: 44, spread: 20 },
  { name: 'violet', a: 26, b: -26, l: 44, spread: 24 },
]

/** Natural colours, those that a spot of this lightness is most likely to have had first. */
export function swatchesFor(l: number): Swatch[] {
  const misfit = (swatch: (typeof natural)[number]) => Math.abs(swatch.l - l) / swatch.spread
  return natural
    .toSorted((one, other) => misfit(one) - misfit(other))
    .map(({ name, a, b }) => ({ name, a, b }))
}

/** Differences in the a*b* plane that nobody sees. */
const unseen = 2

/** The natural colour that comes nearest, and whether it is the same. */
export function nearestSwatch({ a, b }: { a: number; b: number }): { name: SwatchName; same: boolean } {
  const distance = (swatch: Swatch): number => Math.hypot(swatch.a - a, swatch.b - b)
  const nearest = natural.reduce((best, swatch) => (distance(swatch) < distance(best) ? swatch : best))
  return { name: nearest.name, same: distance(nearest) < unseen }
}

/** How a colour looks at a lightness, as a CSS colour. */
export function cssColour(l: number, { a, b }: { a: number; b: number }): string {
  const channels = labToSrgb(fitToGamut([l, a, b])).map((value) =>
    Math.round(Math.min(1, Math.max(0, value)) * 255),
  )
  return `rgb(${channels.join(' ')})`
}
