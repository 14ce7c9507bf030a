/**
 * A symmetric system, `mass + degree` on the diagonal less the weights of the edges, as a multigrid needs it. Vectors hold two
 * values a cell, of two systems with one matrix, and nothing but zero in the margin before the first cell and
 * after the last.
 */
export interface Matrix {
  readonly size: number
  /** Cells of margin on either side. */
  readonly margin: number
  /** Sum of the weights of each cell's edges, also of those to what does not move. */
  readonly degree: Float64Array
  /** Sets what holds each cell in place besides its edges. */
  hold: (mass: Float64Array) => void
  multiply: (x: Float64Array, result: Float64Array) => void
  /** One sweep of Gauss and Seidel from x = 0. */
  sweepForwards: (b: Float64Array, x: Float64Array) => void
  sweepBackwards: (b: Float64Array, x: Float64Array) => void
  /** What is left of b after `sweepForwards`, summed by group into a vector without margin; -1 for cells in none. */
  restrict: (x: Float64Array, group: Int32Array, coarse: Float64Array) => void
}
