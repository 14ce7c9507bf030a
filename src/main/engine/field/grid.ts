import type { LChannel } from '../../../shared/contract/pixels.ts'

/** Weights of the edges of a grid: of each cell to its right and to its lower neighbour, zero where there is none. */
export interface Grid {
  width: number
  height: number
  right: Float64Array
  down: Float64Array
  /** Sum of the weights of each cell's edges. */
  degree: Float64Array
}

/** What is left of an edge that no lightness crosses. */
const weakest = 1e-6
/** What a difference over three cells counts, beside that over two: edges are seldom sharp. */
const ofThree = 0.7

/** Neighbours held together where their lightness is alike. @param sigma in L* */
export function lightnessGrid({ data, width, height }: LChannel, sigma: number): Grid {
  const right = new Float64Array(data.length)
  const down = new Float64Array(data.length)
  const degree = new Float64Array(data.length)
  const apart = (one: number, other: number): number => Math.abs(data[one] - data[other])
  /** @param before,after next to the two on either side, or themselves at the border */
  const join = (weights: Float64Array, before: number, one: number, other: number, after: number): void => {
    const ofMore = Math.max(apart(before, other), apart(one, after))
    const difference = Math.max(apart(one, other), ofThree * ofMore)
    const weight = Math.exp(difference ** 2 / (-2 * sigma ** 2)) + weakest
    weights[one] = weight
    degree[one] += weight
    degree[other] += weight
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = y * width + x
      const [left, above] = [x > 0 ? cell - 1 : cell, y > 0 ? cell - width : cell]
      const [toRight, toLower] = [Math.min(2, width - 1 - x), Math.min(2, height - 1 - y)]
      if (toRight > 0) join(right, left, cell, cell + 1, cell + toRight)
      if (toLower > 0) join(down, above, cell, cell + width, cell + width * toLower)
    }
  }
  return { width, height, right, down, degree }
}
