import type { Hint, Place } from '../../../shared/contract/engine.ts'
import type { LChannel } from '../../../shared/contract/pixels.ts'
import { squaredDistance } from '../../../shared/line.ts'

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
  const lightness = l.data[cellAt(line[0], l)]
  for (const [cell, squared] of squaredDistances(line, 2 * radius, l).entries()) {
    if (squared === Number.POSITIVE_INFINITY) continue
    const far = Math.sqrt(squared) / radius
    const share =
      far <= 1 ? 1 : Math.max(0, 2 - far) * Math.exp((l.data[cell] - lightness) ** 2 / (-2 * sigma ** 2))
    ab[2 * cell] += share * (hint.a - ab[2 * cell])
    ab[2 * cell + 1] += share * (hint.b - ab[2 * cell + 1])
  }
  // One cell at least, however small the radius.
  for (const place of line) ab.set([hint.a, hint.b], 2 * cellAt(place, l))
}

function cellAt({ x, y }: Place, { width, height }: LChannel): number {
  return Math.min(height - 1, Math.floor(y)) * width + Math.min(width - 1, Math.floor(x))
}

/** Of each cell's middle to a line; infinite where it is farther than `around` from the box of each part of the line. */
function squaredDistances(
  line: readonly Place[],
  around: number,
  { width, height }: LChannel,
): Float32Array<ArrayBuffer> {
  const nearest = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY)
  for (const [index, to] of line.entries()) {
    const from = line[Math.max(0, index - 1)]
    const [left, right] = range(from.x, to.x, around, width)
    const [top, bottom] = range(from.y, to.y, around, height)
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const squared = squaredDistance(column + 0.5, row + 0.5, from, to)
        const cell = row * width + column
        if (squared < nearest[cell]) nearest[cell] = squared
      }
    }
  }
  return nearest
}

/** Cells of a side that lie between two values or so far beside them. */
function range(one: number, other: number, around: number, side: number): [first: number, last: number] {
  return [
    Math.max(0, Math.floor(Math.min(one, other) - around)),
    Math.min(side - 1, Math.ceil(Math.max(one, other) + around)),
  ]
}
