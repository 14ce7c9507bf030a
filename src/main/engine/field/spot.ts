import type { Hint, Place } from '../../../shared/contract/engine.ts'
import type { LChannel } from '../../../shared/contract/pixels.ts'
import { distanceToLine } from '../../../shared/line.ts'

/** Difference of lightness at which the rim of a spot takes half its colour, about, in L*. */
const sigma = 8

/**
 * Paints a hint of reach `spot` over colours: whole within its radius, and fading from there to two radii, less where the
 * lightness is another.
 * @param ab a* and b* of each cell, in place @param l of the same size
 */
export function paintSpot(ab: Float32Array, hint: Hint, l: LChannel): void {
  const { width, height } = l
  const radius = hint.radius * Math.min(width, height)
  const line = [hint, ...(hint.path ?? [])].map(({ x, y }) => ({ x: x * width, y: y * height }))
  const [left, right] = range(
    line.map(({ x }) => x),
    2 * radius,
    width,
  )
  const [top, bottom] = range(
    line.map(({ y }) => y),
    2 * radius,
    height,
  )
  const lightness = l.data[cellAt(line[0], l)]
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const cell = row * width + column
      const far = distanceToLine({ x: column + 0.5, y: row + 0.5 }, line) / radius
      const share =
        far <= 1 ? 1 : Math.max(0, 2 - far) * Math.exp((l.data[cell] - lightness) ** 2 / (-2 * sigma ** 2))
      ab[2 * cell] += share * (hint.a - ab[2 * cell])
      ab[2 * cell + 1] += share * (hint.b - ab[2 * cell + 1])
    }
  }
  // One cell at least, however small the radius.
  for (const place of line) ab.set([hint.a, hint.b], 2 * cellAt(place, l))
}

function cellAt({ x, y }: Place, { width, height }: LChannel): number {
  return Math.min(height - 1, Math.floor(y)) * width + Math.min(width - 1, Math.floor(x))
}

/** Cells of a side that lie within a distance of some of the values. */
function range(values: number[], around: number, side: number): [first: number, last: number] {
  return [
    Math.max(0, Math.floor(Math.min(...values) - around)),
    Math.min(side - 1, Math.ceil(Math.max(...values) + around)),
  ]
}
