import { fitToGamut } from './gamut.ts'
import { type Ab, labToSrgb, type Triple } from './lab.ts'
import type { Sliders } from './sliders.ts'

/** Chroma at which `saturation` has half of its effect; colours weaker than this get more of it. */
export const evenChroma = 30
/** Shift along b* at temperature 1. */
export const fullTemperature = 20

/** What sliders do to a colour, before it is fitted to the gamut; L* stays. */
export function adjust([l, a, b]: Triple, { strength, saturation, temperature }: Sliders): Triple {
  const share = evenChroma / (evenChroma + Math.hypot(a, b))
  const gain = 1 + (saturation - 1) * share
  return [l, strength * gain * a, strength * (gain * b + temperature * fullTemperature)]
}

/** What composition makes of a colour: encoded sRGB, 0..1, after the sliders and fitted to the gamut. */
export function painted(lab: Triple, sliders: Sliders): Triple {
  return labToSrgb(fitToGamut(adjust(lab, sliders)))
}

/** The colour that sliders make this one of, whatever the lightness; this one itself where they take all colour away. */
export function unadjust({ a, b }: Ab, { strength, saturation, temperature }: Sliders): Ab {
  if (strength === 0) return { a, b }
  const [gainedA, gainedB] = [a / strength, b / strength - temperature * fullTemperature]
  const gained = Math.hypot(gainedA, gainedB)
  // Chroma c before, from gained = c + (saturation - 1) * c * evenChroma / (evenChroma + c).
  const half = (gained - evenChroma * saturation) / 2
  const chroma = half + Math.sqrt(half ** 2 + evenChroma * gained)
  const share = gained === 0 ? 0 : chroma / gained
  return { a: share * gainedA, b: share * gainedB }
}
