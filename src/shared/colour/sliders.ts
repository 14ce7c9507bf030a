/** What a person may set of how colours are applied, in the order it is shown: its range and what is usual. */
export const sliders = {
  strength: { min: 0, max: 2, usual: 1 },
  /** Evens chroma out: above 1 lifts weak colours more than strong ones. */
  saturation: { min: 0, max: 2, usual: 1 },
  /** Shift along b*, -1 (cooler) to 1 (warmer). */
  temperature: { min: -1, max: 1, usual: 0 },
} as const

export type SliderName = keyof typeof sliders
export type Sliders = Record<SliderName, number>

export const sliderNames = Object.keys(sliders) as SliderName[]
