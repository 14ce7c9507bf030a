import { LRUCache } from 'lru-cache'
import type { Hint } from '../../../shared/contract/engine.ts'
import type { LChannel } from '../../../shared/contract/pixels.ts'
import { coverage } from '../hints.ts'
import { Cholesky } from './cholesky.ts'
import type { Grid } from './grid.ts'
import type { Likeness } from './likeness.ts'
import { faint } from './strengths.ts'

/** Share of a hint's pull at which a cell belongs to the thing whose likes are looked for. */
const ofThing = 0.7
/** Pull of each cell to how much it looks like a thing, before edges even it out. */
const looking = 0.1
/** What looks so much like a thing takes none of its colour, and all of it. */
const [unlike, like] = [0.2, 0.6]
/** Masks kept, a tenth to half a megabyte each: a colour that is dragged finds its own again. */
const masksKept = 32

/** Where a hint lies, whatever it says: what decides a mask. */
type Mark = Pick<Hint, 'x' | 'y' | 'radius' | 'path'>

/** Finds what looks like the thing that a hint marks. */
export class Alike {
  readonly #l: LChannel
  readonly #grid: Grid
  readonly #solver: Cholesky
  readonly #likeness: Likeness
  /** Of masses that are `looking` in most cells; the factor of one is of no use to the other. */
  #evening: Cholesky | undefined
  readonly #masks = new LRUCache<string, Float64Array>({ max: masksKept })
  readonly #keptLooks = new LRUCache<string, Float64Array>({ max: masksKept })

  /** @param solver of a faint pull in most cells, on the grid of L */
  constructor(l: LChannel, grid: Grid, solver: Cholesky, likeness: Likeness) {
    this.#l = l
    this.#grid = grid
    this.#solver = solver
    this.#likeness = likeness
  }

  /**
   * @param keeping hints that keep what is there: near them nothing is alike, nor what looks more like theirs
   * @returns share of the hint's colour that each cell takes, 0..1
   */
  mask(hint: Hint, keeping: readonly Hint[]): Float64Array {
    const marks = [hint, ...keeping].map(markOf)
    const key = JSON.stringify(marks)
    const known = this.#masks.get(key)
    if (known) return known
    const covered = coverage(marks, this.#l)
    const shares = this.#shares(covered)
    const looks = this.#likeness.to(thingOf(covered, shares))
    for (const keep of keeping) leaveTo(this.#looksOfKept(keep), looks)
    const mass = new Float64Array(covered.length).fill(looking)
    const pull = new Float64Array(2 * covered.length)
    for (const [cell, index] of covered.entries()) {
      const wanted = index < 0 ? looks[cell] * (1 - smoothly(shares[2 * cell + 1])) : Number(index === 0)
      if (index >= 0) mass[cell] = 1
      pull[2 * cell] = mass[cell] * wanted
    }
    this.#evening ??= new Cholesky(this.#grid, new Float64Array(mass.length).fill(looking))
    const evened = this.#evening.solve(mass, pull)
    const mask = mass.map((_, cell) => smoothly(evened[2 * cell]))
    this.#masks.set(key, mask)
    return mask
  }

  #looksOfKept(keep: Hint): Float64Array {
    const mark = markOf(keep)
    const key = JSON.stringify(mark)
    const known = this.#keptLooks.get(key)
    if (known) return known
    const covered = coverage([mark], this.#l)
    const looks = this.#likeness.to(thingOf(covered, this.#shares(covered)))
    this.#keptLooks.set(key, looks)
    return looks
  }

  /** Two values a cell: the shares in it of the first mark and of all others. */
  #shares(covered: Int16Array): Float64Array {
    const mass = Float64Array.from(covered, (index) => (index < 0 ? faint : 1))
    const pull = new Float64Array(2 * mass.length)
    for (const [cell, index] of covered.entries()) if (index >= 0) pull[2 * cell + Number(index > 0)] = 1
    return this.#solver.solve(mass, pull)
  }
}

function markOf({ x, y, radius, path }: Hint): Mark {
  return { x, y, radius, path }
}

/** 1 for each cell of what the first mark marks, else 0. */
function thingOf(covered: Int16Array, shares: Float64Array): Float64Array {
  return Float64Array.from(covered, (index, cell) => Number(index === 0 || shares[2 * cell] > ofThing))
}

/** Takes from what looks like a thing what looks more like another, which is kept. */
function leaveTo(kept: Float64Array, looks: Float64Array): void {
  for (let cell = 0; cell < looks.length; cell++) {
    const [own, other] = [looks[cell] ** 2, kept[cell] ** 2]
    if (other > own) looks[cell] *= (2 * own) / (own + other)
  }
}

function smoothly(share: number): number {
  const t = Math.min(1, Math.max(0, (share - unlike) / (like - unlike)))
  return t * t * (3 - 2 * t)
}
