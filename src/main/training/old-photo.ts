import { lightness } from '../../shared/colour/lab.ts'
import { linearOfCode } from '../../shared/colour/tables.ts'
import type { Random } from '../../shared/random.ts'

const linear = linearOfCode(8)

/** One value a pixel, 0..1, of a square picture. */
interface Picture {
  values: Float32Array
  size: number
}

/**
 * The lightness of a colour photo as an old black-and-white print would show it: a film's eye for
 * colours, softness, faded tones, light falling off, dust, scratches and grain.
 * @param rgb 8-bit sRGB, `size x size x 3`
 * @returns L* 0..100
 */
export function oldPhotoLightness(rgb: Uint8Array, size: number, random: Random): Float32Array {
  const picture = { values: throughFilm(rgb, random), size }
  if (random.chance(0.6)) soften(picture, random.between(0, 1.4))
  fadeTones(picture, random)
  fadeUnevenly(picture, random)
  scratch(picture, random)
  addGrain(picture, random)
  return picture.values.map((value) => 100 * Math.min(1, Math.max(0, value)))
}

/** Panchromatic film sees the primaries roughly alike, orthochromatic film is blind to red. */
function throughFilm(rgb: Uint8Array, random: Random): Float32Array {
  const weights = random.chance(0.35)
    ? [random.between(0, 0.12), random.between(0.3, 0.7), random.between(0.4, 1)]
    : [random.between(0.15, 1), random.between(0.15, 1), random.between(0.15, 1)]
  const sum = weights[0] + weights[1] + weights[2]
  const [red, green, blue] = weights.map((weight) => weight / sum)
  return Float32Array.from({ length: rgb.length / 3 }, (_, i) => {
    const luminance =
      red * linear[rgb[3 * i]] + green * linear[rgb[3 * i + 1]] + blue * linear[rgb[3 * i + 2]]
    return lightness(luminance) / 100
  })
}

/** Gaussian blur, the border repeated. */
function soften({ values, size }: Picture, sigma: number): void {
  const reach = Math.ceil(2 * sigma)
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / Math.max(sigma, 0.05)) ** 2),
  )
  const sum = kernel.reduce((total, weight) => total + weight, 0)
  const along = (step: number, lineStep: number): void => {
    const line = new Float32Array(size)
    for (let start = 0; start < size; start++) {
      for (let i = 0; i < size; i++) line[i] = values[start * lineStep + i * step]
      for (let i = 0; i < size; i++) {
        let blurred = 0
        for (let tap = -reach; tap <= reach; tap++) {
          blurred += kernel[tap + reach] * line[Math.min(size - 1, Math.max(0, i + tap))]
        }
        values[start * lineStep + i * step] = blurred / sum
      }
    }
  }
  along(1, size)
  along(size, 1)
}

/** Gamma, blacks that have turned grey, whites that have darkened. */
function fadeTones({ values }: Picture, random: Random): void {
  const gamma = Math.exp(random.between(Math.log(0.6), Math.log(1.6)))
  const black = random.chance(0.5) ? random.between(0, 0.25) : 0
  const white = random.chance(0.5) ? random.between(0.75, 1) : 1
  for (let i = 0; i < values.length; i++)
    values[i] = black + Math.max(0, values[i]) ** gamma * (white - black)
}

/** A gradient across the print, and corners darker (or lighter) than the middle. */
function fadeUnevenly({ values, size }: Picture, random: Random): void {
  const angle = random.between(0, 2 * Math.PI)
  const fading = 0.08 * random.normal()
  const vignette = random.chance(0.3) ? random.between(-0.1, 0.3) : 0
  for (let i = 0; i < values.length; i++) {
    const x = (2 * (i % size)) / (size - 1) - 1
    const y = (2 * Math.floor(i / size)) / (size - 1) - 1
    const slope = fading * (Math.cos(angle) * x + Math.sin(angle) * y)
    values[i] = (values[i] + slope) * (1 - (vignette * (x * x + y * y)) / 2)
  }
}

/** Fine lines across the picture and specks of dust, bright or dark. */
function scratch({ values, size }: Picture, random: Random): void {
  for (let line = 0; line < 2; line++) {
    if (!random.chance(0.3)) continue
    const [start, slope, strength] = [random.between(0, size), 0.15 * random.normal(), 0.35 * random.normal()]
    for (let y = 0; y < size; y++) {
      const x = Math.round(start + slope * y)
      if (x >= 0 && x < size) values[y * size + x] += strength
    }
  }
  const amount = 0.5 * random.normal()
  const specks = Math.round(0.0015 * values.length * random.uniform())
  for (let speck = 0; speck < specks; speck++) values[random.below(values.length)] += amount
}

/** Strongest in the middle tones. */
function addGrain({ values }: Picture, random: Random): void {
  const grain = random.between(0, 12 / 255)
  for (let i = 0; i < values.length; i++) {
    const middle = 0.5 + 2 * Math.max(0, values[i] * (1 - values[i]))
    values[i] += grain * middle * random.normal()
  }
}
