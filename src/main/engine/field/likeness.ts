import type { LChannel } from '../../../shared/contract/pixels.ts'

/** What an encoder found in a photo at one scale: `data` [height, width, channels], a value every `step` cells. */
export interface FeatureMap {
  data: Float32Array
  width: number
  height: number
  channels: number
  /** Cells of the grid of predictions between two values. */
  step: number
}

/** How far from a thing's mean, in squared spreads of its own, something still looks like it. */
const generous = { features: 1, lightness: 2 }
/** Variance that every thing is granted: of L*, and of features, as a share of that over the whole photo. */
const leastVariance = { lightness: 9, features: 0.02 }

/** Tells what in a photo looks like a part of it, by the features of a network's encoder and by lightness. */
export class Likeness {
  readonly #l: LChannel
  readonly #maps: FeatureMap[]

  /** @param l L* on the grid of predictions */
  constructor(l: LChannel, maps: readonly FeatureMap[]) {
    this.#l = l
    this.#maps = maps.map(standardised)
  }

  /**
   * How much each cell looks like a thing.
   * @param thing share of each cell that is part of it, 0..1; not all zero
   * @returns 0..1 for each cell, 1 for what is like the thing's mean
   */
  to(thing: Float64Array): Float64Array {
    const lightness = { ...this.#l, channels: 1, step: 1 }
    const far = distances(lightness, thing, this.#l.width, leastVariance.lightness)
    for (let cell = 0; cell < far.length; cell++) far[cell] /= generous.lightness
    for (const map of this.#maps) {
      const mapped = distances(map, thing, this.#l.width, leastVariance.features)
      for (let cell = 0; cell < far.length; cell++) {
        far[cell] += between(mapped, map, cell, this.#l.width) / generous.features / this.#maps.length
      }
    }
    return far.map((value) => Math.exp(-value / 2))
  }
}

/** Each channel with mean 0 and variance 1 / channels: squared distances are about 1, whatever the map. */
function standardised(map: FeatureMap): FeatureMap {
  const { data, channels } = map
  const count = data.length / channels
  const mean = new Float64Array(channels)
  const square = new Float64Array(channels)
  for (let i = 0; i < data.length; i++) {
    mean[i % channels] += data[i] / count
    square[i % channels] += data[i] ** 2 / count
  }
  const scale = square.map((value, c) => 1 / Math.sqrt(Math.max(1e-6, value - mean[c] ** 2) * channels))
  return { ...map, data: data.map((value, i) => (value - mean[i % channels]) * scale[i % channels]) }
}

/**
 * Squared distances from the mean of a thing, in variances of its own parts.
 * @param columns of the grid that the thing is given on
 */
function distances(
  { data, width, height, channels, step }: FeatureMap,
  thing: Float64Array,
  columns: number,
  least: number,
): Float64Array {
  const share = new Float64Array(width * height)
  for (let cell = 0; cell < thing.length; cell++) {
    const row = Math.floor(Math.floor(cell / columns) / step)
    share[row * width + Math.floor((cell % columns) / step)] += thing[cell]
  }
  const all = share.reduce((sum, value) => sum + value, 0)
  const mean = new Float64Array(channels)
  for (let i = 0; i < data.length; i++)
    mean[i % channels] += (share[Math.floor(i / channels)] / all) * data[i]
  const far = new Float64Array(width * height)
  for (let i = 0; i < data.length; i++) far[Math.floor(i / channels)] += (data[i] - mean[i % channels]) ** 2
  const variance = far.reduce((sum, value, place) => sum + (value * share[place]) / all, least)
  return far.map((value) => value / variance)
}

/** The value of a coarser map in the middle of a cell, bilinear. */
function between(
  values: Float64Array,
  { width, height, step }: FeatureMap,
  cell: number,
  columns: number,
): number {
  const x = Math.min(width - 1, Math.max(0, ((cell % columns) + 0.5) / step - 0.5))
  const y = Math.min(height - 1, Math.max(0, (Math.floor(cell / columns) + 0.5) / step - 0.5))
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)]
  const upper = values[top * width + left] * (left + 1 - x) + values[top * width + right] * (x - left)
  const lower = values[bottom * width + left] * (left + 1 - x) + values[bottom * width + right] * (x - left)
  return upper * (top + 1 - y) + lower * (y - top)
}
