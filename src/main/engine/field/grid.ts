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

/** Neighbours held together where their lightness is alike. @param sigma in L* */
export function lightnessGrid({ data, width, height }: LChannel, sigma: number): Grid {
  const right = new Float64Array(data.length)
  const down = new Float64Array(data.length)
  const degree = new Float64Array(data.length)
  const join = (weights: Float64Array, one: number, other: number): void => {
    const weight = Math.exp((data[one] - data[other]) ** 2 / (-2 * sigma ** 2)) + weakest
    weights[one] = weight
    degree[one] += weight
    degree[other] += weight
  }
  for (let cell = 0; cell < data.length; cell++) {
    if (cell % width < width - 1) join(right, cell, cell + 1)
    if (cell + width < data.length) join(down, cell, cell + width)
  }
  return { width, height, right, down, degree }
}
