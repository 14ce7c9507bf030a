import type { Hint } from '../../../shared/contract/engine.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { Random } from '../../../shared/random.ts'

/** A true picture: interleaved L*, a*, b* of a square. */
export interface TrueSquare {
  lab: Float32Array
  side: number
}

export interface Spot {
  x: number
  y: number
}

/** Half side of a hint as a share of the picture's: 7 pixels of 256. */
const radius = 3.5 / 256

/** A hint of the mean true colour that it covers. */
export function trueHint({ lab, side }: TrueSquare, { x, y }: Spot): Hint {
  const pixels = (centre: number): [first: number, last: number] => [
    Math.max(0, Math.round((centre - radius) * side)),
    Math.min(side - 1, Math.round((centre + radius) * side) - 1),
  ]
  const [left, right] = pixels(x)
  const [top, bottom] = pixels(y)
  let [a, b] = [0, 0]
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      a += lab[(row * side + column) * 3 + 1]
      b += lab[(row * side + column) * 3 + 2]
    }
  }
  const count = (right - left + 1) * (bottom - top + 1)
  return { x, y, radius, a: a / count, b: b / count }
}

/** Hints at random spots, the same ones for each picture and seed; fewer of them are the first of more. */
export function randomHints(truth: TrueSquare, count: number, seed: number, picture: string): Hint[] {
  const random = new Random(seed, 'hints', picture)
  const spot = (): Spot => ({ x: random.between(radius, 1 - radius), y: random.between(radius, 1 - radius) })
  return Array.from({ length: count }, () => trueHint(truth, spot()))
}

/** How far a person looks around for what is wrong, as a share of the picture's side. */
const reach = 1 / 16

/** Where a person would put the next hint: the spot around which most is wrong, where no hint is yet. */
export function worstSpot(ab: AbMap, { lab, side }: TrueSquare, given: readonly Hint[]): Spot {
  const { width, height } = ab
  const sums = new Float64Array((width + 1) * (height + 1))
  const at = (row: number, column: number): number => row * (width + 1) + column
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const pixel =
        Math.floor(((row + 0.5) / height) * side) * side + Math.floor(((column + 0.5) / width) * side)
      const a = ab.data[(row * width + column) * 2] - lab[pixel * 3 + 1]
      const b = ab.data[(row * width + column) * 2 + 1] - lab[pixel * 3 + 2]
      const before = sums[at(row, column + 1)] + sums[at(row + 1, column)] - sums[at(row, column)]
      sums[at(row + 1, column + 1)] = before + a * a + b * b
    }
  }
  const isGiven = (spot: Spot): boolean =>
    given.some(({ x, y }) => Math.max(Math.abs(x - spot.x), Math.abs(y - spot.y)) < 2 * radius)
  let worst = { error: -1, spot: { x: 0.5, y: 0.5 } }
  for (let row = 0; row < height; row++) {
    const [top, bottom] = window(row, height)
    for (let column = 0; column < width; column++) {
      const [left, right] = window(column, width)
      const inside =
        sums[at(bottom, right)] - sums[at(top, right)] - sums[at(bottom, left)] + sums[at(top, left)]
      const error = inside / ((bottom - top) * (right - left))
      if (error <= worst.error) continue
      const spot = { x: (column + 0.5) / width, y: (row + 0.5) / height }
      if (!isGiven(spot)) worst = { error, spot }
    }
  }
  return worst.spot
}

function window(centre: number, side: number): [first: number, end: number] {
  const half = Math.max(1, Math.round(reach * side))
  return [Math.max(0, centre - half), Math.min(side, centre + half + 1)]
}
