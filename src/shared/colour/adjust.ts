import type { Triple } from './lab.ts'
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
