import { networkSizeOf } from '../network-size.ts'
import { resizePixels } from '../open/decode.ts'
import type { Pixels } from '../pixels.ts'
import { asRgb } from '../screen/thumbnail.ts'
import { negativeWeights } from './negative-weights.ts'

/** Short side at which a picture is looked at. */
const side = 128
/** Score above which a picture is called a negative; docs/imaging.md has the measured errors. */
const threshold = 2

/** Brightness 0..1: half of a printed page is brighter, and hardly a negative. */
const paper = 0.8
/** A range of brightness under this is a faded print's. */
const faded = 0.5

/** Side of the windows that are looked at, px, on each of the scales. */
const window = 8
/** Each scale has half the size of the one before, and the distance of its windows. */
const steps = [2, 2, 1, 1]
/** Patterns of a window by their frequencies down and across: slopes, bars, corners. */
const frequencies = 6
const patterns = Array.from({ length: frequencies ** 2 }, (_, i) => [
  Math.floor(i / frequencies),
  i % frequencies,
]).filter(([down, across]) => down + across < frequencies && down + across > 0)
const cosines = Array.from({ length: frequencies }, (_, frequency) =>
  Float64Array.from(
    { length: window },
    (_, at) =>
      Math.cos((Math.PI * (2 * at + 1) * frequency) / (2 * window)) *
      Math.sqrt((frequency === 0 ? 1 : 2) / window),
  ),
)

/** Brightness 0..1, row by row. */
export interface Grey {
  data: Float64Array
  width: number
  height: number
}

/**
 * Whether a picture looks like a negative: light falls from above, highlights are small and shadows
 * soft, and a negative has all of that the other way round.
 * @param pixels the picture or a small copy of it
 */
export async function looksNegative(pixels: Pixels): Promise<boolean> {
  const grey = await greyOf(pixels)
  if (quantile(grey.data, 0.5) > paper) return false
  const score = negativeFeatures(grey).reduce(
    (sum, feature, i) => sum + feature * (negativeWeights[i] ?? 0),
    0,
  )
  return score > threshold
}

/** A copy to look at, as contrasty as other pictures are. */
export async function greyOf(pixels: Pixels): Promise<Grey> {
  const { data, width, height } = asRgb(await resizePixels(pixels, networkSizeOf(pixels, side)))
  const grey = Float64Array.from(
    { length: width * height },
    (_, i) => (0.299 * data[3 * i] + 0.587 * data[3 * i + 1] + 0.114 * data[3 * i + 2]) / 255,
  )
  // Without the frame: a margin says nothing of the picture.
  return stretched(crop({ data: grey, width, height }, Math.floor(width / 14), Math.floor(height / 14)))
}

/** Numbers that all change their sign, or nearly so, when black and white are exchanged. */
export function negativeFeatures(grey: Grey): number[] {
  const { data } = grey
  const mean = average(data, (value) => value)
  const deviation = Math.sqrt(average(data, (value) => (value - mean) ** 2)) + 0.02
  const median = quantile(data, 0.5)
  const ends = (share: number): number =>
    average(data, (value) => Number(value < share) - Number(value > 1 - share))
  const features = [mean - 0.5, median - mean, ends(0.05), ends(0.15)]
  let scaled = grey
  for (const step of steps) {
    features.push(...scaleFeatures(scaled, step, mean, deviation))
    scaled = half(scaled)
  }
  return features
}

/** How lopsided each pattern is, where it is strong and how it goes with brightness; and light from above. */
function scaleFeatures(grey: Grey, step: number, mean: number, deviation: number): number[] {
  const { means, heights, coefficients } = transform(grey, step)
  if (means.length === 0) return new Array<number>(3 * patterns.length + 1).fill(0)
  const brightness = means.map((value) => Math.tanh((value - mean) / deviation))
  const squares = new Float64Array(means.length).fill(0.02)
  for (const values of coefficients) {
    for (let i = 0; i < values.length; i++) squares[i] += values[i] ** 2
  }
  const strength = squares.map(Math.sqrt)
  const features = coefficients.flatMap((values) => {
    const scale = Math.sqrt(average(values, (value) => value * value)) + 0.01
    return [
      10 * average(values, (value, i) => lopsided(value / strength[i])),
      average(values, (value, i) => Math.min(4, Math.abs(value) / scale) * brightness[i]),
      average(values, (value) => Math.min(3, Math.max(-3, value / scale)) ** 3) / 3,
    ]
  })
  return [...features, average(brightness, (value, i) => value * heights[i])]
}

function lopsided(share: number): number {
  return Math.sign(share) * Math.max(0, Math.abs(share) - 0.3)
}

/** The cosine transform of each window: its mean, its place from -1 (top) to 1, and each pattern's coefficient. */
function transform({ data, width, height }: Grey, step: number) {
  const across = Math.max(0, Math.floor((width - window) / step) + 1)
  const down = Math.max(0, Math.floor((height - window) / step) + 1)
  const rows = cosines.map((cosine) => {
    const sums = new Float64Array(height * across)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < across; x++) {
        for (let i = 0; i < window; i++) sums[y * across + x] += cosine[i] * data[y * width + x * step + i]
      }
    }
    return sums
  })
  const coefficient = (vertical: number, horizontal: number): Float64Array => {
    const [cosine, row] = [cosines[vertical], rows[horizontal]]
    const sums = new Float64Array(across * down)
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        let sum = 0
        for (let i = 0; i < window; i++) sum += cosine[i] * row[(y * step + i) * across + x]
        sums[y * across + x] = sum
      }
    }
    return sums
  }
  return {
    means: coefficient(0, 0).map((value) => value / window),
    heights: Float64Array.from({ length: across * down }, (_, at) =>
      down === 1 ? 0 : (2 * Math.floor(at / across)) / (down - 1) - 1,
    ),
    coefficients: patterns.map(([vertical, horizontal]) => coefficient(vertical, horizontal)),
  }
}

function crop({ data, width, height }: Grey, x: number, y: number): Grey {
  const size = { width: width - 2 * x, height: height - 2 * y }
  const inside = Float64Array.from(
    { length: size.width * size.height },
    (_, i) => data[(y + Math.floor(i / size.width)) * width + x + (i % size.width)],
  )
  return { data: inside, ...size }
}

/** A faded print with its range of brightness as wide as that of others. */
function stretched({ data, ...size }: Grey): Grey {
  const [low, high] = [quantile(data, 0.005), quantile(data, 0.995)]
  const range = high - low
  if (range >= faded || range === 0) return { data, ...size }
  return { data: data.map((value) => Math.min(1, Math.max(0, (value - low) / range))), ...size }
}

function quantile(values: Float64Array, part: number): number {
  return values.toSorted()[Math.floor(part * (values.length - 1))] ?? 0
}

function half({ data, width, height }: Grey): Grey {
  const size = { width: width >> 1, height: height >> 1 }
  const smaller = Float64Array.from({ length: size.width * size.height }, (_, i) => {
    const at = 2 * Math.floor(i / size.width) * width + 2 * (i % size.width)
    return (data[at] + data[at + 1] + data[at + width] + data[at + width + 1]) / 4
  })
  return { data: smaller, ...size }
}

function average(values: Float64Array, of: (value: number, i: number) => number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += of(values[i], i)
  return sum / values.length
}
