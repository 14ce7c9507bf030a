import { dissect, type Front } from './dissection.ts'
import type { Grid } from './grid.ts'
import { openKernels } from './kernels.ts'

/** A front in the memory of the kernels, where addresses are bytes. */
interface Placed extends Front {
  children: Placed[]
  panel: number
  complement: number
}

const word = 8
/** Bytes of two values; addresses are multiples of them. */
const pair = 16
const page = 65536

/**
 * Solves `mass_i x_i + sum over neighbours w_ij (x_i - x_j) = b_i` on a grid, directly and for two right sides at once: whatever
 * pulls cells to values (hints, a faint pull to zero, colours to stay near) adds to `mass` and `b`. A multifrontal Cholesky
 * factorisation (Duff and Reid, 1983) in the order of nested dissection. The factor is kept: another mass costs those
 * fronts that eliminate a cell whose mass changed, and those above them; other right sides cost two substitutions.
 */
export class Cholesky {
  readonly #grid: Grid
  /** Mass in the factor. */
  readonly #mass: Float64Array
  readonly #kernels = openKernels()
  /** Parents before their children. */
  readonly #fronts: Placed[]
  /** Number of the front that eliminates a cell. */
  readonly #home: Int32Array
  /** Where the front that is being assembled has a cell; -1 for nowhere. */
  readonly #position: Int32Array
  /** The kernels' memory, and addresses in it: of the solution, and of room for the pivots of one front. */
  readonly #values: Float64Array
  readonly #numbers: Int32Array
  readonly #x: number
  readonly #y: number

  /**
   * Takes about 850 bytes a cell at 128 x 128 and 1000 at 256 x 256.
   * @param mass what most solutions will ask for in most cells: factorised ahead
   */
  constructor(grid: Grid, mass: Float64Array) {
    const size = grid.width * grid.height
    const { memory } = this.#kernels
    let end = memory.buffer.byteLength
    const take = (bytes: number): number => {
      const start = end
      end += Math.ceil(bytes / pair) * pair
      return start
    }
    const { fronts, numbers } = dissect(grid.width, grid.height)
    const lists = take(4 * numbers.length)
    this.#fronts = fronts.map((front) => ({
      ...{ parent: front.parent, pivots: front.pivots, border: front.border, count: front.count },
      cells: lists + 4 * front.cells,
      places: lists + 4 * front.places,
      children: [],
      panel: take(word * front.pivots * (front.pivots + front.border)),
      complement: 0,
    }))
    for (const front of this.#fronts) front.complement = take(word * complementSize(front.border))
    this.#x = take(pair * (size + 1))
    this.#y = take(pair * fronts.reduce((most, { pivots }) => Math.max(most, pivots), 0))
    memory.grow(Math.ceil((end - memory.buffer.byteLength) / page))
    this.#values = new Float64Array(memory.buffer)
    this.#numbers = new Int32Array(memory.buffer)
    this.#numbers.set(numbers, lists / 4)
    this.#grid = grid
    this.#mass = new Float64Array(size).fill(Number.NaN)
    this.#position = new Int32Array(size + 1).fill(-1)
    this.#home = new Int32Array(size + 1)
    for (const [index, front] of this.#fronts.entries()) {
      this.#fronts[front.parent]?.children.push(front)
      for (const cell of this.#cellsOf(front).subarray(0, front.pivots)) this.#home[cell] = index
    }
    this.solve(mass, new Float64Array(2 * size))
  }

  /** @param mass of each cell, above zero @param b two values a cell @returns the same */
  solve(mass: Float64Array, b: Float64Array): Float64Array {
    const fronts = this.#fronts
    const { forwards, backwards } = this.#kernels
    const isStale = new Uint8Array(fronts.length)
    const isPulled = new Uint8Array(fronts.length)
    for (let cell = 0; cell < mass.length; cell++) {
      if (mass[cell] !== this.#mass[cell]) isStale[this.#home[cell]] = 1
      if (b[2 * cell] !== 0 || b[2 * cell + 1] !== 0) isPulled[this.#home[cell]] = 1
    }
    this.#mass.set(mass)
    const x = this.#values.subarray(this.#x / word, this.#x / word + b.length)
    x.set(b)
    for (let i = fronts.length - 1; i >= 0; i--) {
      const { parent, panel, cells, pivots, border } = fronts[i]
      if (isStale[i] === 1) {
        this.#factorise(fronts[i])
        isStale[parent] = 1
      }
      if (isPulled[i] === 1) {
        forwards(panel, cells, pivots, border, this.#x, this.#y)
        isPulled[parent] = 1
      }
    }
    if (isPulled[0] === 0) return x.slice()
    for (let i = 0; i < fronts.length; i++) {
      const { panel, cells, pivots, border } = fronts[i]
      backwards(panel, cells, pivots, border, this.#x, this.#y)
    }
    return x.slice()
  }

  #factorise(front: Placed): void {
    const { children, panel, complement, pivots, border } = front
    this.#values.fill(0, panel / word, panel / word + pivots * (pivots + border))
    this.#values.fill(0, complement / word, complement / word + complementSize(border))
    this.#assemble(front)
    for (const child of children) {
      this.#kernels.extend(child.complement, child.count, child.places, panel, complement, pivots)
    }
    this.#kernels.factorise(panel, complement, pivots, border)
  }

  /** The pivots' part of the matrix: their mass, and their edges to what is not eliminated before. */
  #assemble(front: Placed): void {
    const { width, right, down, degree } = this.#grid
    const { panel, pivots } = front
    const values = this.#values
    const position = this.#position
    const cells = this.#cellsOf(front)
    for (let i = 0; i < cells.length; i++) position[cells[i]] = i
    position[right.length] = -1
    for (let pivot = 0; pivot < pivots; pivot++) {
      const cell = cells[pivot]
      const column = panel / word + pivot
      const isFilling = cell === right.length
      values[column + pivot * pivots] = isFilling ? 1 : this.#mass[cell] + degree[cell]
      if (isFilling) continue
      // The edge from the end of a row to the start of the next weighs nothing.
      if (position[cell + 1] > pivot) values[column + position[cell + 1] * pivots] = -right[cell]
      if (position[cell - 1] > pivot) values[column + position[cell - 1] * pivots] = -right[cell - 1]
      if (position[cell + width] > pivot) values[column + position[cell + width] * pivots] = -down[cell]
      if (position[cell - width] > pivot)
        values[column + position[cell - width] * pivots] = -down[cell - width]
    }
    for (let i = 0; i < cells.length; i++) position[cells[i]] = -1
  }

  #cellsOf({ cells, pivots, border }: Placed): Int32Array {
    return this.#numbers.subarray(cells / 4, cells / 4 + pivots + border)
  }
}

/** Values of a lower triangle whose rows come by four, as long as the last of them. */
function complementSize(border: number): number {
  return (border / 2) * (border + 4)
}
