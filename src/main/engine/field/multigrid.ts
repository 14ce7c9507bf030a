import { aggregate } from './aggregate.ts'
import { DenseFactor } from './dense-factor.ts'
import { type Graph, graphOf } from './graph.ts'
import { graphMatrix } from './graph-matrix.ts'
import { type Grid, gridMatrix } from './grid.ts'
import type { Matrix } from './matrix.ts'
import { combine, dots, type Pair, ratios } from './pairs.ts'

/** Cells of a graph that is solved directly. */
const coarsest = 64

/** Squared error, in the norm of the system, that may be left: in photographs less than .05 of a* and b*. */
const tolerance = 1e-6
const mostSteps = 200
/** A coarse problem is solved to this share of its right side, squared, or by two steps. */
const coarseTolerance = 0.25 ** 2

interface Level {
  matrix: Matrix
  /** Cell of the next coarser level; -1 for none. */
  group: Int32Array
  /** Right side, solution, and what the steps to it need. */
  b: Float64Array
  x: Float64Array
  image: Float64Array
  second: Float64Array
  secondImage: Float64Array
}

/**
 * Solves `mass_i x_i + sum over neighbours w_ij (x_i - x_j) = b_i` for two right sides at once: whatever pulls cells to
 * values (hints, a faint pull to zero, colours to stay near) adds to `mass` and `b`. Conjugate gradients, preconditioned
 * by a multigrid K-cycle over groups of cells that strong edges hold together (Notay, "An aggregation-based algebraic
 * multigrid method", 2010). Groups are found once; the mass may change with each solution.
 */
export class Multigrid {
  readonly #levels: Level[] = []
  readonly #coarsest: Graph

  /** @param mass the least that a solution will be asked for: what the groups are made for */
  constructor(grid: Grid, mass: Float64Array) {
    let finer = graphOf(grid)
    let held = mass
    do {
      const { group, coarse } = aggregate(finer, held)
      this.#levels.push(levelOf(this.#matrixOf(finer, grid), group))
      held = summed(held, group, coarse.size)
      finer = coarse
    } while (finer.size > coarsest)
    this.#levels.push(levelOf(this.#matrixOf(finer, grid), new Int32Array()))
    this.#coarsest = finer
  }

  #matrixOf(graph: Graph, grid: Grid): Matrix {
    return this.#levels.length === 0 ? gridMatrix(grid) : graphMatrix(graph)
  }

  /** @param mass of each cell, above zero @param b two values a cell @returns the same, each within .1 */
  solve(mass: Float64Array, b: Float64Array): Float64Array {
    const factor = this.#prepare(mass)
    const { matrix, x: direction, image, second: correction, secondImage: before } = this.#levels[0]
    const { margin } = matrix
    const x = new Float64Array(direction.length)
    const residual = new Float64Array(direction.length)
    residual.set(b, 2 * margin)
    direction.fill(0)
    before.fill(0)
    let former: Pair = [0, 0]
    for (let step = 0; step < mostSteps; step++) {
      this.#cycle(0, residual, correction, factor)
      const error = dots(residual, correction)
      if (Math.max(...error) < tolerance) break
      // Flexible: the preconditioner is another one each time.
      const stale = dots(before, correction)
      combine(direction, ratios([error[0] - stale[0], error[1] - stale[1]], former), correction, [1, 1])
      matrix.multiply(direction, image)
      const [a, b] = ratios(dots(direction, residual), dots(direction, image))
      before.set(residual)
      combine(x, [1, 1], direction, [a, b])
      combine(residual, [1, 1], image, [-a, -b])
      former = error
    }
    return x.subarray(2 * margin, 2 * margin + b.length)
  }

  /** Brings the mass to all levels. */
  #prepare(mass: Float64Array): DenseFactor {
    let held = mass
    for (const [depth, { matrix, group }] of this.#levels.entries()) {
      matrix.hold(held)
      const coarser = this.#levels[depth + 1]
      if (coarser) held = summed(held, group, coarser.matrix.size)
    }
    return new DenseFactor(this.#coarsest, held)
  }

  /** One step from zero: Gauss-Seidel forwards, what the coarser level says, Gauss-Seidel backwards. */
  #cycle(depth: number, b: Float64Array, x: Float64Array, factor: DenseFactor): void {
    const coarser = this.#levels[depth + 1]
    if (!coarser) {
      factor.solve(b, x)
      return
    }
    const { matrix, group } = this.#levels[depth]
    matrix.sweepForwards(b, x)
    matrix.restrict(x, group, coarser.b)
    this.#solveCoarse(depth + 1, factor)
    prolong(group, coarser.x, x, matrix.margin)
    matrix.sweepBackwards(b, x)
  }

  /** Two steps of conjugate gradients at most. */
  #solveCoarse(depth: number, factor: DenseFactor): void {
    const { matrix, b, x, image, second, secondImage } = this.#levels[depth]
    this.#cycle(depth, b, x, factor)
    if (depth === this.#levels.length - 1) return
    matrix.multiply(x, image)
    const energy = dots(x, image)
    const length = ratios(dots(x, b), energy)
    const before = dots(b, b)
    combine(b, [1, 1], image, [-length[0], -length[1]])
    const left = dots(b, b)
    if (left.every((value, side) => value <= coarseTolerance * before[side])) {
      combine(x, length, x, [0, 0])
      return
    }
    this.#cycle(depth, b, second, factor)
    matrix.multiply(second, secondImage)
    const mixed = ratios(dots(second, image), energy)
    const [own, shared] = [dots(second, secondImage), dots(second, image)]
    const fresh: Pair = [own[0] - mixed[0] * shared[0], own[1] - mixed[1] * shared[1]]
    const [a, c] = ratios(dots(second, b), fresh)
    combine(x, [length[0] - a * mixed[0], length[1] - c * mixed[1]], second, [a, c])
  }
}

function levelOf(matrix: Matrix, group: Int32Array): Level {
  const vector = (): Float64Array => new Float64Array((matrix.size + 2 * matrix.margin) * 2)
  return {
    ...{ matrix, group, b: vector(), x: vector() },
    ...{ image: vector(), second: vector(), secondImage: vector() },
  }
}

function summed(values: Float64Array, group: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups)
  for (let cell = 0; cell < group.length; cell++) if (group[cell] >= 0) sums[group[cell]] += values[cell]
  return sums
}

function prolong(group: Int32Array, coarse: Float64Array, x: Float64Array, margin: number): void {
  for (let cell = 0; cell < group.length; cell++) {
    if (group[cell] < 0) continue
    x[2 * (cell + margin)] += coarse[2 * group[cell]]
    x[2 * (cell + margin) + 1] += coarse[2 * group[cell] + 1]
  }
}
