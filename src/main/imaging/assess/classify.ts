import { srgbToLab } from '../../../shared/colour/lab.ts'
import type { ColourKind } from '../../../shared/contract/imaging.ts'
import { networkSizeOf } from '../network-size.ts'
import { resizePixels } from '../open/decode.ts'
import type { Pixels } from '../pixels.ts'
import { asRgb } from '../screen/thumbnail.ts'
import { fitTone, type ToneSample } from './tone-curve.ts'

/** Short side at which colour is judged: grain and compression noise are averaged away. */
const side = 64
/** Chroma that 99 % of a picture without colour stay below. */
const greyChroma = 2
/** Distances in a*b* that 90 % and 98 % of a toned print stay below; docs/imaging.md has the measured errors. */
const toneSpread = { most: 4, nearlyAll: 8.5 } as const

/** Short side at which small marks are looked for: a date stamp is a few pixels high. */
const markSide = 192
/** Distance from the tone at which a pixel is of another colour, whatever the paper and the grain. */
const markDistance = 20
/** Shares of the picture that marks cover: a date stamp takes 0.1 %, writing over the whole margin 5 %. */
const markShare = { least: 0.0004, most: 0.08 } as const

export interface Classified {
  colour: ColourKind
  /** Share of a picture of one tone, or none, that is of other colours: ink, a stamp, a date. 0 for none. */
  marks: number
}

/**
 * Whether a picture has no colour, one tone, or the many colours of a colour photograph, and whether
 * small parts of it are coloured.
 * @param pixels the picture or a small copy of it
 */
export async function classify(pixels: Pixels): Promise<Classified> {
  if (pixels.channels === 1) return { colour: 'grey', marks: 0 }
  const samples = toneSamples(await resizePixels(pixels, networkSizeOf(pixels, side)))
  const chroma = Float64Array.from(samples, ({ lab: [, a, b] }) => Math.hypot(a, b))
  const { distances, distance } = fitTone(samples)
  const isMostlyToned = quantile(distances, 0.9) < toneSpread.most
  const isToned = isMostlyToned && quantile(distances, 0.98) < toneSpread.nearlyAll
  const colour = quantile(chroma, 0.99) < greyChroma ? 'grey' : isToned ? 'toned' : 'colour'
  if (!isMostlyToned) return { colour, marks: 0 }
  const finer = toneSamples(await resizePixels(pixels, networkSizeOf(pixels, markSide)))
  const share = finer.filter((sample) => distance(sample) > markDistance).length / finer.length
  return { colour, marks: share >= markShare.least && share <= markShare.most ? share : 0 }
}

function toneSamples(pixels: Pixels): ToneSample[] {
  const { data, width, height } = asRgb(pixels)
  return Array.from({ length: width * height }, (_, i) => ({
    lab: srgbToLab([data[3 * i] / 255, data[3 * i + 1] / 255, data[3 * i + 2] / 255]),
    x: ((i % width) + 0.5) / width - 0.5,
    y: (Math.floor(i / width) + 0.5) / height - 0.5,
  }))
}

function quantile(values: Float64Array, part: number): number {
  return values.toSorted()[Math.floor(part * (values.length - 1))]
}
