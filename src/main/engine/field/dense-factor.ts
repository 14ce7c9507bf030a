import type { Graph } from './graph.ts'

/** Cholesky factor of a small system: the mass of its cells, and their edges. */
export class DenseFactor {
  readonly #size: number
  /** Lower triangle, row by row in a square. */
  readonly #factor: Float64Array

  constructor({ size, start, neighbour, weight, degree }: Graph, mass: Float64Array) {
    const factor = new Float64Array(size * size)
    for (let row = 0; row < size; row++) {
      for (let k = start[row]; k < start[row + 1]; k++) factor[row * size + neighbour[k]] = -weight[k]
      factor[row * size + row] = mass[row] + degree[row]
      for (let column = 0; column <= row; column++) {
        let sum = factor[row * size + column]
        for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k]
        factor[row * size + column] = column === row ? Math.sqrt(sum) : sum / factor[column * size + column]
      }
    }
    this.#size = size
    this.#factor = factor
  }

  /** @param b,x two values a cell */
  solve(b: Float64Array, x: Float64Array): void {
    const size = this.#size
    const factor = this.#factor
    x.set(b)
    for (const side of [0, 1]) {
      for (let row = 0; row < size; row++) {
        let sum = x[2 * row + side]
        for (let k = 0; k < row; k++) sum -= factor[row * size + k] * x[2 * k + side]
        x[2 * row + side] = sum / factor[row * size + row]
      }
      for (let row = size - 1; row >= 0; row--) {
        let sum = x[2 * row + side]
        for (let k = row + 1; k < size; k++) sum -= factor[k * size + row] * x[2 * k + side]
        x[2 * row + side] = sum / factor[row * size + row]
      }
    }
  }
}
