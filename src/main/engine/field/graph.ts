import type { Grid } from './grid.ts'

/** Cells and the weights of their edges, in compressed rows; both directions of an edge are held. */
export interface Graph {
  size: number
  /** Where the row of a cell begins; one more at the end. */
  start: Int32Array
  /** Where in a row the neighbours of a higher number begin; those of a lower one stand before. */
  upper: Int32Array
  neighbour: Int32Array
  weight: Float64Array
  /** Sum of the weights of a cell's edges, also of those to what does not move. */
  degree: Float64Array
}

/** Each cell of a grid with its four neighbours. */
export function graphOf({ width, height, right, down }: Grid): Graph {
  const size = width * height
  const rows = new Rows(size, size * 4)
  for (let cell = 0; cell < size; cell++) {
    const x = cell % width
    if (cell >= width) rows.add(cell - width, down[cell - width])
    if (x > 0) rows.add(cell - 1, right[cell - 1])
    if (x < width - 1) rows.add(cell + 1, right[cell])
    if (cell < size - width) rows.add(cell + width, down[cell])
    rows.end(cell)
  }
  return rows.graph()
}

/**
 * The graph of groups of cells: edges between two groups add up, those inside one are gone, and those to cells of no
 * group (-1) tie to what does not move.
 */
export function groupedGraph(graph: Graph, group: Int32Array, groups: number): Graph {
  const { start, neighbour, weight } = graph
  const { first, members } = membersOf(group, groups)
  const rows = new Rows(groups, neighbour.length)
  for (let own = 0; own < groups; own++) {
    for (let m = first[own]; m < first[own + 1]; m++) {
      const cell = members[m]
      for (let k = start[cell]; k < start[cell + 1]; k++) {
        const other = group[neighbour[k]]
        if (other < 0) rows.tie(own, weight[k])
        else if (other !== own) rows.add(other, weight[k])
      }
    }
    rows.end(own)
  }
  return rows.graph()
}

/** Cells sorted by group; those of none (-1) are left out. */
function membersOf(group: Int32Array, groups: number): { first: Int32Array; members: Int32Array } {
  const first = new Int32Array(groups + 1)
  for (const own of group) if (own >= 0) first[own + 1]++
  for (let own = 0; own < groups; own++) first[own + 1] += first[own]
  const members = new Int32Array(first[groups])
  const next = first.slice()
  for (let cell = 0; cell < group.length; cell++) {
    if (group[cell] >= 0) members[next[group[cell]]++] = cell
  }
  return { first, members }
}

/** Rows of a graph in the making, one after the other. */
class Rows {
  readonly #size: number
  readonly #start: Int32Array
  readonly #upper: Int32Array
  readonly #neighbour: Int32Array
  readonly #weight: Float64Array
  readonly #degree: Float64Array
  /** Where the row in work holds a neighbour. */
  readonly #place: Int32Array
  #begin = 0
  #end = 0

  constructor(size: number, edges: number) {
    this.#size = size
    this.#start = new Int32Array(size + 1)
    this.#upper = new Int32Array(size)
    this.#neighbour = new Int32Array(edges)
    this.#weight = new Float64Array(edges)
    this.#degree = new Float64Array(size)
    this.#place = new Int32Array(size).fill(-1)
  }

  /** Adds to an edge of the row in work. */
  add(neighbour: number, weight: number): void {
    const place = this.#place[neighbour]
    if (place >= this.#begin && this.#neighbour[place] === neighbour) {
      this.#weight[place] += weight
      return
    }
    this.#place[neighbour] = this.#end
    this.#neighbour[this.#end] = neighbour
    this.#weight[this.#end++] = weight
  }

  tie(row: number, weight: number): void {
    this.#degree[row] += weight
  }

  end(row: number): void {
    let upper = this.#begin
    for (let k = this.#begin; k < this.#end; k++) {
      this.#degree[row] += this.#weight[k]
      if (this.#neighbour[k] < row) this.#swap(k, upper++)
    }
    this.#upper[row] = upper
    this.#begin = this.#end
    this.#start[row + 1] = this.#end
  }

  #swap(one: number, other: number): void {
    const [neighbour, weight] = [this.#neighbour[one], this.#weight[one]]
    this.#neighbour[one] = this.#neighbour[other]
    this.#weight[one] = this.#weight[other]
    this.#neighbour[other] = neighbour
    this.#weight[other] = weight
  }

  graph(): Graph {
    return {
      ...{ size: this.#size, start: this.#start, upper: this.#upper, degree: this.#degree },
      neighbour: this.#neighbour.subarray(0, this.#end),
      weight: this.#weight.subarray(0, this.#end),
    }
  }
}
