import { type Graph, groupedGraph } from './graph.ts'

/** A cell held in place this many times as much as by its neighbours needs no help from a coarser graph. */
const dominance = 5
/**
 * How much slower than the smoother a pair may converge: a condition number, after Napov and Notay, "An algebraic
 * multigrid method with guaranteed convergence rate" (2012).
 */
const bound = 5
/** Cells that a pair may take in whom all others have left. */
const most = 3
/** Pairs of pairs of pairs. */
const passes = 3

/** Cells of a graph grouped, about eight together, for the next coarser one; -1 for cells in none. */
export interface Groups {
  group: Int32Array
  coarse: Graph
}

/** What is not at least so much smaller is grouped again, and less strictly. */
const shrinking = 0.7

/** Groups cells that strong edges hold together. @param mass what holds each cell in place besides its edges */
export function aggregate(fine: Graph, mass: Float64Array): Groups {
  for (let leniency = 1; ; leniency *= 4) {
    const groups = groupsOf(fine, mass, leniency)
    if (groups.coarse.size <= shrinking * fine.size || leniency > fine.size) return groups
  }
}

function groupsOf(fine: Graph, mass: Float64Array, leniency: number): Groups {
  const group = Int32Array.from(mass, (held, cell) => (held > dominance * fine.degree[cell] ? -1 : cell))
  let coarse = fine
  let diagonal = mass.map((held, cell) => held + fine.degree[cell])
  let left = group.slice()
  for (let pass = 0; pass < passes; pass++) {
    const pairs = pairUp(coarse, diagonal, left, leniency)
    for (let cell = 0; cell < group.length; cell++) if (group[cell] >= 0) group[cell] = left[group[cell]]
    // Edges inside a pair still count: whoever joins it must be as close as its own cells.
    const sums = new Float64Array(pairs)
    for (let cell = 0; cell < left.length; cell++) if (left[cell] >= 0) sums[left[cell]] += diagonal[cell]
    coarse = groupedGraph(coarse, left, pairs)
    diagonal = sums
    left = new Int32Array(pairs)
  }
  return { group, coarse }
}

/**
 * Each cell with its strongest neighbour that is free still; those whom all have left join a pair.
 * @param pair gets the pair of each cell; those of -1 stay out
 * @returns how many there are
 */
function pairUp(
  { size, start, neighbour, weight }: Graph,
  diagonal: Float64Array,
  pair: Int32Array,
  leniency: number,
): number {
  const outside = pair.map((before) => (before < 0 ? 1 : 0))
  const members = new Int32Array(size)
  pair.fill(-1)
  let count = 0
  for (let cell = 0; cell < size; cell++) {
    if (outside[cell] || pair[cell] >= 0) continue
    let partner = -1
    let strongest = 0
    for (let k = start[cell]; k < start[cell + 1]; k++) {
      const other = neighbour[k]
      const mean = (2 * diagonal[cell] * diagonal[other]) / (diagonal[cell] + diagonal[other])
      if (outside[other] || mean > leniency * bound * weight[k]) continue
      const isFree = pair[other] < 0
      const strength = isFree ? 4 * weight[k] : members[pair[other]] < leniency * most ? weight[k] : 0
      if (strength <= strongest) continue
      partner = other
      strongest = strength
    }
    const own = partner >= 0 && pair[partner] >= 0 ? pair[partner] : count++
    for (const member of partner >= 0 ? [cell, partner] : [cell]) {
      if (pair[member] < 0) members[own]++
      pair[member] = own
    }
  }
  return count
}
