import { srgbToLab, type Triple } from '../../../shared/colour/lab.ts'
import type { Place } from '../../../shared/contract/engine.ts'

/** Pixels of a picture, as a canvas gives them. */
export type Pixels = Pick<ImageData, 'data' | 'width' | 'height'>

/**
 * Mean L*, a* and b* of a square of a picture.
 * @param place its middle, in fractions of the picture
 * @param side of the square, as a fraction of the picture's short side; one pixel at least
 */
export function patchColour({ data, width, height }: Pixels, { x, y }: Place, side: number): Triple {
  const half = (side * Math.min(width, height)) / 2
  const [left, right] = span(x * width, half, width)
  const [top, bottom] = span(y * height, half, height)
  const sum: [number, number, number] = [0, 0, 0]
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const at = 4 * (row * width + column)
      const lab = srgbToLab([data[at] / 255, data[at + 1] / 255, data[at + 2] / 255])
      for (const channel of [0, 1, 2] as const) sum[channel] += lab[channel]
    }
  }
  const count = (right - left + 1) * (bottom - top + 1)
  return [sum[0] / count, sum[1] / count, sum[2] / count]
}

/** First and last pixel within a distance of a point of a side. */
function span(centre: number, half: number, side: number): [first: number, last: number] {
  const middle = Math.min(side - 1, Math.max(0, Math.floor(centre)))
  return [
    Math.max(0, Math.min(middle, Math.round(centre - half))),
    Math.min(side - 1, Math.max(middle, Math.round(centre + half) - 1)),
  ]
}
