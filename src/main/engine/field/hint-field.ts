import { LRUCache } from 'lru-cache'
import { type Hint, usualReach } from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import { abScale } from '../../nn/scales.ts'
import { coverage } from '../hints.ts'
import { Cholesky } from './cholesky.ts'
import { type Grid, lightnessGrid } from './grid.ts'
import { type FeatureMap, Likeness } from './likeness.ts'
import { paintSpot } from './spot.ts'

/** Chosen by measuring (`docs/evaluation.md`); other values are another version of the method. */
const sigma = 4
/** Pull of each cell to the prediction; that of a hint is 1. */
const faint = 1e-4

/** Share of a hint's pull at which a cell belongs to the thing whose likes are looked for. */
const ofThing = 0.7
/** Pull of each cell to how much it looks like a thing, before edges even it out. */
const looking = 0.1
/** What looks so much like a thing takes none of its colour, and all of it. */
const [unlike, like] = [0.2, 0.6]
/** Masks kept, a tenth to half a megabyte each: a colour that is dragged finds its own again. */
const masksKept = 32

/**
 * Spreads what hints say over a prediction, held back by edges of lightness: the least squares field d of
 * `sum over hinted cells (d - (hint - prediction))^2 + sum over neighbours w (d_i - d_j)^2 + faint * sum d^2`, after
 * Levin et al., "Colorization using optimization" (2004). Narrower reach lies over wider: first what is `alike`, then
 * `thing`, then `spot`.
 */
export class HintField {
  readonly #grid: Grid
  readonly #solver: Cholesky
  /** Of masses that are `looking` in most cells; the factor of one is of no use to the other. */
  #evening: Cholesky | undefined
  readonly #l: LChannel
  readonly #maps: () => readonly FeatureMap[]
  #likeness: Likeness | null | undefined
  readonly #masks = new LRUCache<string, Float64Array>({ max: masksKept })

  /**
   * @param l L* of the photo, on the grid of its predictions
   * @param maps what the network found in it; without any, what is `alike` ends where a thing does
   */
  constructor(l: LChannel, maps: () => readonly FeatureMap[] = () => []) {
    this.#l = l
    this.#grid = lightnessGrid(l, sigma)
    this.#solver = new Cholesky(this.#grid, new Float64Array(l.data.length).fill(faint))
    this.#maps = maps
  }

  /**
   * @param ab prediction, of the size of L
   * @returns a*b*, each at most 110, which no photograph holds; what lies beyond loses chroma and keeps its hue, as
   * composition does it with what sRGB cannot show
   */
  spread({ data, width, height }: AbMap, hints: readonly Hint[]): AbMap {
    const coloured = Float32Array.from(data)
    const keeping = hints.filter(({ keeps }) => keeps)
    const things: Hint[] = []
    for (const hint of hints) {
      const likeness = reachOf(hint) === 'alike' && this.#looks()
      if (likeness) paint(coloured, hint, this.#alike(hint, keeping, likeness))
      else if (reachOf(hint) !== 'spot') things.push(hint)
    }
    if (things.length > 0) this.#addField(coloured, things)
    for (const hint of hints) if (reachOf(hint) === 'spot') paintSpot(coloured, hint, this.#l)
    for (let i = 0; i < data.length; i += 2) {
      const fit = abScale / Math.max(abScale, Math.abs(coloured[i]), Math.abs(coloured[i + 1]))
      coloured[i] *= fit
      coloured[i + 1] *= fit
    }
    return { data: coloured, width, height }
  }

  /** Read when first needed, and once. */
  #looks(): Likeness | null {
    if (this.#likeness === undefined) {
      const maps = this.#maps()
      this.#likeness = maps.length > 0 ? new Likeness(this.#l, maps) : null
    }
    return this.#likeness
  }

  #addField(ab: Float32Array, hints: readonly Hint[]): void {
    const mass = new Float64Array(ab.length / 2).fill(faint)
    const pull = new Float64Array(ab.length)
    for (const [cell, index] of coverage(hints, this.#l).entries()) {
      if (index < 0) continue
      mass[cell] += 1
      if (hints[index].keeps) continue
      pull[cell * 2] = hints[index].a - ab[cell * 2]
      pull[cell * 2 + 1] = hints[index].b - ab[cell * 2 + 1]
    }
    const field = this.#solver.solve(mass, pull)
    for (let i = 0; i < ab.length; i++) ab[i] += field[i]
  }

  /** Share of a hint's colour that each cell takes because it looks like what the hint covers. */
  #alike(hint: Hint, keeping: readonly Hint[], likeness: Likeness): Float64Array {
    const places = [hint, ...keeping].map(({ x, y, radius, path }) => ({ x, y, radius, path }))
    const key = JSON.stringify(places)
    const known = this.#masks.get(key)
    if (known) return known
    const covered = coverage(places, this.#l)
    const mass = Float64Array.from(covered, (index) => (index < 0 ? faint : 1))
    const pull = new Float64Array(2 * mass.length)
    for (const [cell, index] of covered.entries()) if (index >= 0) pull[2 * cell + Number(index > 0)] = 1
    const shares = this.#solver.solve(mass, pull)
    const own = mass.map((_, cell) => Number(covered[cell] === 0 || shares[2 * cell] > ofThing))
    const looks = likeness.to(own)
    for (const [cell, index] of covered.entries()) {
      const wanted = index < 0 ? looks[cell] * (1 - smoothly(shares[2 * cell + 1])) : Number(index === 0)
      mass[cell] = index < 0 ? looking : 1
      pull[2 * cell] = mass[cell] * wanted
    }
    this.#evening ??= new Cholesky(this.#grid, new Float64Array(mass.length).fill(looking))
    const evened = this.#evening.solve(mass, pull)
    const mask = mass.map((_, cell) => smoothly(evened[2 * cell]))
    this.#masks.set(key, mask)
    return mask
  }
}

/** A hint that keeps what is there holds back others however far it is said to reach. */
function reachOf({ reach = usualReach, keeps }: Hint): Hint['reach'] {
  return keeps ? usualReach : reach
}

function paint(ab: Float32Array, { a, b }: Hint, mask: Float64Array): void {
  for (let cell = 0; cell < mask.length; cell++) {
    ab[2 * cell] += mask[cell] * (a - ab[2 * cell])
    ab[2 * cell + 1] += mask[cell] * (b - ab[2 * cell + 1])
  }
}

function smoothly(share: number): number {
  const t = Math.min(1, Math.max(0, (share - unlike) / (like - unlike)))
  return t * t * (3 - 2 * t)
}
