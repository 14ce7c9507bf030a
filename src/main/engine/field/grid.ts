import type { LChannel } from '../../../shared/contract/pixels.ts'
import type { Matrix } from './matrix.ts'

/** Weights of the edges of a grid: of each cell to its right and to its lower neighbour, zero where there is none. */
export interface Grid {
  width: number
  height: number
  right: Float64Array
  down: Float64Array
}

/** What is left of an edge that no lightness crosses. */
const weakest = 1e-6

/** Neighbours held together where their lightness is alike. @param sigma in L* */
export function lightnessGrid({ data, width, height }: LChannel, sigma: number): Grid {
  const right = new Float64Array(data.length)
  const down = new Float64Array(data.length)
  const weight = (one: number, other: number): number =>
    Math.exp((data[one] - data[other]) ** 2 / (-2 * sigma ** 2)) + weakest
  for (let cell = 0; cell < data.length; cell++) {
    if (cell % width < width - 1) right[cell] = weight(cell, cell + 1)
    if (cell + width < data.length) down[cell] = weight(cell, cell + width)
  }
  return { width, height, right, down }
}

/** The finest matrix: its neighbours need no index, and its margin, a row, no question where the grid ends. */
export function gridMatrix({ width, height, right, down }: Grid): Matrix {
  const size = width * height
  const margin = width
  const end = margin + size
  const withMargin = (values: Float64Array): Float64Array => {
    const wide = new Float64Array(size + 2 * margin)
    wide.set(values, margin)
    return wide
  }
  const toRight = withMargin(right)
  const toLower = withMargin(down)
  const degree = Float64Array.from(right, (weight, cell) => {
    const at = cell + margin
    return weight + down[cell] + toRight[at - 1] + toLower[at - width]
  })
  const diagonal = new Float64Array(size + 2 * margin)
  const inverse = new Float64Array(size + 2 * margin)
  const row = 2 * width
  return {
    ...{ size, margin, degree },
    hold(mass) {
      for (let cell = 0; cell < size; cell++) {
        diagonal[cell + margin] = mass[cell] + degree[cell]
        inverse[cell + margin] = 1 / diagonal[cell + margin]
      }
    },
    multiply(x, result) {
      for (let cell = margin; cell < end; cell++) {
        const i = 2 * cell
        const left = toRight[cell - 1]
        const upper = toLower[cell - width]
        const next = toRight[cell]
        const lower = toLower[cell]
        result[i] =
          diagonal[cell] * x[i] - left * x[i - 2] - upper * x[i - row] - next * x[i + 2] - lower * x[i + row]
        result[i + 1] =
          diagonal[cell] * x[i + 1] -
          left * x[i - 1] -
          upper * x[i + 1 - row] -
          next * x[i + 3] -
          lower * x[i + 1 + row]
      }
    },
    sweepForwards(b, x) {
      for (let cell = margin; cell < end; cell++) {
        const i = 2 * cell
        const left = toRight[cell - 1]
        const upper = toLower[cell - width]
        x[i] = inverse[cell] * (b[i] + left * x[i - 2] + upper * x[i - row])
        x[i + 1] = inverse[cell] * (b[i + 1] + left * x[i - 1] + upper * x[i + 1 - row])
      }
    },
    sweepBackwards(b, x) {
      for (let cell = end - 1; cell >= margin; cell--) {
        const i = 2 * cell
        const left = toRight[cell - 1]
        const upper = toLower[cell - width]
        const next = toRight[cell]
        const lower = toLower[cell]
        x[i] =
          inverse[cell] * (b[i] + left * x[i - 2] + upper * x[i - row] + next * x[i + 2] + lower * x[i + row])
        x[i + 1] =
          inverse[cell] *
          (b[i + 1] + left * x[i - 1] + upper * x[i + 1 - row] + next * x[i + 3] + lower * x[i + 1 + row])
      }
    },
    restrict(x, group, coarse) {
      coarse.fill(0)
      for (let cell = margin; cell < end; cell++) {
        const own = group[cell - margin]
        if (own < 0) continue
        const i = 2 * cell
        const next = toRight[cell]
        const lower = toLower[cell]
        coarse[2 * own] += next * x[i + 2] + lower * x[i + row]
        coarse[2 * own + 1] += next * x[i + 3] + lower * x[i + 1 + row]
      }
    },
  }
}
