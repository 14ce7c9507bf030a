import { type Hint, usualReach } from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import { abScale } from '../../nn/scales.ts'
import { coverage } from '../hints.ts'
import { Alike } from './alike.ts'
import { Cholesky } from './cholesky.ts'
import { type Grid, lightnessGrid } from './grid.ts'
import { type FeatureMap, Likeness } from './likeness.ts'
import { paintSpot } from './spot.ts'
import { faint } from './strengths.ts'

/** Chosen by measuring (`docs/evaluation.md`); other values are another version of the method. */
const sigma = 4
/** Share of all hints in a cell below which nothing of them would be seen there. */
const leastShare = 1e-6

/**
 * Spreads what hints say over a prediction, held back by edges of lightness: the least squares field d of
 * `sum over hinted cells (d - hint)^2 + sum over neighbours w (d_i - d_j)^2 + faint * sum d^2`, after
 * Levin et al., "Colorization using optimization" (2004). Narrower reach lies over wider: first what is `alike`, then
 * `thing`, then `spot`.
 */
export class HintField {
  readonly #l: LChannel
  readonly #grid: Grid
  readonly #solver: Cholesky
  readonly #maps: () => readonly FeatureMap[]
  #alike: Alike | null | undefined

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
      const alike = reachOf(hint) === 'alike' && this.#opened()
      if (alike) paint(coloured, hint, alike.mask(hint, keeping))
      else if (reachOf(hint) !== 'spot') things.push(hint)
    }
    if (things.length > 0) this.#paintThings(coloured, things)
    for (const hint of hints) if (reachOf(hint) === 'spot') paintSpot(coloured, hint, this.#l)
    for (let i = 0; i < data.length; i += 2) {
      const fit = abScale / Math.max(abScale, Math.abs(coloured[i]), Math.abs(coloured[i + 1]))
      coloured[i] *= fit
      coloured[i + 1] *= fit
    }
    return { data: coloured, width, height }
  }

  /** What the network found is read when first needed, and once. */
  #opened(): Alike | null {
    if (this.#alike === undefined) {
      const maps = this.#maps()
      this.#alike =
        maps.length > 0 ? new Alike(this.#l, this.#grid, this.#solver, new Likeness(this.#l, maps)) : null
    }
    return this.#alike
  }

  /**
   * The mean of two ways that both end at the hints' own colours: to the spread colour, by the share that hints have in
   * a cell, which is even; and by the spread difference between hint and prediction, which keeps what varies within a
   * thing, but no farther than where it is nearest to that colour. So no cell is taken past what hints ask for.
   */
  #paintThings(ab: Float32Array, hints: readonly Hint[]): void {
    const covered = coverage(hints, this.#l)
    const mass = Float64Array.from(covered, (index) => (index < 0 ? faint : 1 + faint))
    const [given, colours, differences] = [0, 1, 2].map(() => new Float64Array(ab.length))
    for (const [cell, index] of covered.entries()) {
      if (index < 0 || hints[index].keeps) continue
      const { a, b } = hints[index]
      given[2 * cell] = 1
      colours.set([a, b], 2 * cell)
      differences.set([a - ab[2 * cell], b - ab[2 * cell + 1]], 2 * cell)
    }
    const share = this.#solver.solve(mass, given)
    const colour = this.#solver.solve(mass, colours)
    const difference = this.#solver.solve(mass, differences)
    for (let i = 0; i < ab.length; i += 2) {
      if (share[i] < leastShare) continue
      const [a, b] = [colour[i] - share[i] * ab[i], colour[i + 1] - share[i] * ab[i + 1]]
      const [da, db] = [difference[i], difference[i + 1]]
      const far = share[i] * (da ** 2 + db ** 2)
      const fit = far > 0 ? Math.min(1, Math.max(0, (a * da + b * db) / far)) : 0
      ab[i] += (a + fit * da) / 2
      ab[i + 1] += (b + fit * db) / 2
    }
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
