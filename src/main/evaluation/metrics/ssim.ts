import type { Rgb } from '../../../shared/contract/pixels.ts'

const taps = 11
const sigma = 1.5
const c1 = (0.01 * 255) ** 2
const c2 = (0.03 * 255) ** 2

/** Local mean and local mean square of one channel, where the window fits wholly inside the picture. */
interface Moments {
  plane: Float32Array
  mean: Float32Array
  meanSquare: Float32Array
}

/** A picture made ready to be compared with several others. */
export interface SsimReference {
  width: number
  height: number
  channels: Moments[]
}

/** Both sides must be at least 11 px. */
export function ssimReference({ data, width, height }: Rgb): SsimReference {
  const channels = [0, 1, 2].map((channel) => {
    const plane = channelOf(data, channel)
    return {
      plane,
      mean: blur(plane, width, height),
      meanSquare: blur(product(plane, plane), width, height),
    }
  })
  return { width, height, channels }
}

/**
 * Structural similarity of Wang et al. (2004): Gaussian window of 11 px with sigma 1.5, K = 0.01 and
 * 0.03, mean over the window's valid positions and the three channels of 8-bit RGB. 1 is identity.
 * Both have the same size.
 */
export function ssim(one: SsimReference, other: SsimReference): number {
  const { width, height } = one
  const perChannel = one.channels.map((x, channel) => {
    const y = other.channels[channel]
    return meanSimilarity(x, y, blur(product(x.plane, y.plane), width, height))
  })
  return perChannel.reduce((sum, value) => sum + value, 0) / perChannel.length
}

function meanSimilarity(x: Moments, y: Moments, meanProduct: Float32Array): number {
  let sum = 0
  for (let i = 0; i < meanProduct.length; i++) {
    const xy = x.mean[i] * y.mean[i]
    const xx = x.mean[i] * x.mean[i]
    const yy = y.mean[i] * y.mean[i]
    const covariance = meanProduct[i] - xy
    const variances = x.meanSquare[i] - xx + (y.meanSquare[i] - yy)
    sum += ((2 * xy + c1) * (2 * covariance + c2)) / ((xx + yy + c1) * (variances + c2))
  }
  return sum / meanProduct.length
}

function channelOf(rgb: Uint8Array, channel: number): Float32Array {
  const plane = new Float32Array(rgb.length / 3)
  for (let i = 0; i < plane.length; i++) plane[i] = rgb[i * 3 + channel]
  return plane
}

function product(one: Float32Array, other: Float32Array): Float32Array {
  const plane = new Float32Array(one.length)
  for (let i = 0; i < plane.length; i++) plane[i] = one[i] * other[i]
  return plane
}

const kernel = gaussian()

function gaussian(): Float64Array {
  const weights = Float64Array.from({ length: taps }, (_, i) =>
    Math.exp(-((i - 5) ** 2) / (2 * sigma * sigma)),
  )
  const sum = weights.reduce((total, weight) => total + weight)
  return weights.map((weight) => weight / sum)
}

/** Separable Gaussian blur; answers `(height - 10) x (width - 10)` values. */
function blur(plane: Float32Array, width: number, height: number): Float32Array {
  const innerWidth = width - taps + 1
  const innerHeight = height - taps + 1
  const rows = weigh(plane, innerWidth, height, width, 1)
  return weigh(rows, innerWidth, innerHeight, innerWidth, innerWidth)
}

/** Weighs values `step` apart: 1 along rows, the row's length down columns. */
function weigh(
  from: Float32Array,
  width: number,
  height: number,
  rowLength: number,
  step: number,
): Float32Array {
  const [k0, k1, k2, k3, k4, k5] = kernel
  const to = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * rowLength + x
      to[y * width + x] =
        k5 * from[i + 5 * step] +
        k4 * (from[i + 4 * step] + from[i + 6 * step]) +
        k3 * (from[i + 3 * step] + from[i + 7 * step]) +
        k2 * (from[i + 2 * step] + from[i + 8 * step]) +
        k1 * (from[i + step] + from[i + 9 * step]) +
        k0 * (from[i] + from[i + 10 * step])
    }
  }
  return to
}
