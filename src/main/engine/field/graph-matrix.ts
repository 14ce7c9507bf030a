import type { Graph } from './graph.ts'
import type { Matrix } from './matrix.ts'

/** The matrix of a graph of any shape. */
export function graphMatrix({ size, start, upper, neighbour, weight, degree }: Graph): Matrix {
  const diagonal = new Float64Array(size)
  const inverse = new Float64Array(size)
  return {
    ...{ size, margin: 0, degree },
    hold(mass) {
      for (let cell = 0; cell < size; cell++) {
        diagonal[cell] = mass[cell] + degree[cell]
        inverse[cell] = 1 / diagonal[cell]
      }
    },
    multiply(x, result) {
      for (let cell = 0; cell < size; cell++) {
        let a = diagonal[cell] * x[2 * cell]
        let b = diagonal[cell] * x[2 * cell + 1]
        for (let k = start[cell], end = start[cell + 1]; k < end; k++) {
          const other = 2 * neighbour[k]
          a -= weight[k] * x[other]
          b -= weight[k] * x[other + 1]
        }
        result[2 * cell] = a
        result[2 * cell + 1] = b
      }
    },
    sweepForwards(right, x) {
      for (let cell = 0; cell < size; cell++) {
        let a = right[2 * cell]
        let b = right[2 * cell + 1]
        for (let k = start[cell], end = upper[cell]; k < end; k++) {
          const other = 2 * neighbour[k]
          a += weight[k] * x[other]
          b += weight[k] * x[other + 1]
        }
        x[2 * cell] = a * inverse[cell]
        x[2 * cell + 1] = b * inverse[cell]
      }
    },
    sweepBackwards(right, x) {
      for (let cell = size - 1; cell >= 0; cell--) {
        let a = right[2 * cell]
        let b = right[2 * cell + 1]
        for (let k = start[cell], end = start[cell + 1]; k < end; k++) {
          const other = 2 * neighbour[k]
          a += weight[k] * x[other]
          b += weight[k] * x[other + 1]
        }
        x[2 * cell] = a * inverse[cell]
        x[2 * cell + 1] = b * inverse[cell]
      }
    },
    restrict(x, group, coarse) {
      coarse.fill(0)
      for (let cell = 0; cell < size; cell++) {
        const own = group[cell]
        if (own < 0) continue
        let a = 0
        let b = 0
        for (let k = upper[cell], end = start[cell + 1]; k < end; k++) {
          const other = 2 * neighbour[k]
          a += weight[k] * x[other]
          b += weight[k] * x[other + 1]
        }
        coarse[2 * own] += a
        coarse[2 * own + 1] += b
      }
    },
  }
}
