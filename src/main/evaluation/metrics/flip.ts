import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'

/** The mirror image, left to right. */
export function mirror(l: LChannel): LChannel {
  const data = new Float32Array(l.data.length)
  for (let start = 0; start < data.length; start += l.width) {
    data.set(l.data.subarray(start, start + l.width), start)
    data.subarray(start, start + l.width).reverse()
  }
  return { ...l, data }
}

/**
 * Mean distance in the a*b* plane between a prediction and the prediction for the mirrored picture,
 * mirrored back. A network that knows a colour gives the same one both times; a guess does not.
 * Both maps have the same size.
 */
export function flipDistance(ab: AbMap, ofMirrored: AbMap): number {
  const { width, height } = ab
  let sum = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = (y * width + x) * 2
      const there = (y * width + width - 1 - x) * 2
      const a = ab.data[here] - ofMirrored.data[there]
      const b = ab.data[here + 1] - ofMirrored.data[there + 1]
      sum += Math.sqrt(a * a + b * b)
    }
  }
  return sum / (width * height)
}
