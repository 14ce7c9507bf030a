import { srgbToLab } from '../../shared/colour/lab.ts'
import type { ColourKind } from '../../shared/contract/imaging.ts'
import { resizePixels } from './decode.ts'
import { networkSizeOf } from './network-size.ts'
import type { Pixels } from './pixels.ts'
import { asRgb } from './thumbnail.ts'
import { distancesFromTone, type ToneSample } from './tone-curve.ts'

/** Short side at which colour is judged: grain and compression noise are averaged away. */
const side = 64
/** Chroma that 99 % of a picture without colour stay below. */
const greyChroma = 2
/** Distances in a*b* that 90 % and 98 % of a toned print stay below; docs/imaging.md has the measured errors. */
const toneSpread = { most: 4, nearlyAll: 8.5 } as const

/**
 * Whether a picture has no colour, one tone, or the many colours of a colour photograph.
 * @param pixels the picture or a small copy of it
 */
export async function classify(pixels: Pixels): Promise<ColourKind> {
  if (pixels.channels === 1) return 'grey'
  const samples = toneSamples(await resizePixels(pixels, networkSizeOf(pixels, side)))
  const chroma = Float64Array.from(samples, ({ lab: [, a, b] }) => Math.hypot(a, b))
  if (quantile(chroma, 0.99) < greyChroma) return 'grey'
  const distances = distancesFromTone(samples)
  const isToned =
    quantile(distances, 0.9) < toneSpread.most && quantile(distances, 0.98) < toneSpread.nearlyAll
  return isToned ? 'toned' : 'colour'
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
