import type { Hint } from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import { abScale } from '../../nn/scales.ts'
import { coverage } from '../hints.ts'
import { lightnessGrid } from './grid.ts'
import { Multigrid } from './multigrid.ts'
import { paintSpot } from './spot.ts'

/** Chosen by measuring (`docs/evaluation.md`); other values are another version of the method. */
const sigma = 4
/** Pull of each cell to the prediction; that of a hint is 1. */
const faint = 1e-4

/**
 * Spreads what hints say over a prediction, held back by edges of lightness: the least squares field d of
 * `sum over hinted cells (d - (hint - prediction))^2 + sum over neighbours w (d_i - d_j)^2 + faint * sum d^2`, after
 * Levin et al., "Colorization using optimization" (2004).
 */
export class HintField {
  readonly #solver: Multigrid
  readonly #l: LChannel

  /** @param l L* of the photo, on the grid of its predictions */
  constructor(l: LChannel) {
    this.#l = l
    this.#solver = new Multigrid(lightnessGrid(l, sigma), new Float64Array(l.data.length).fill(faint))
  }

  /**
   * @param ab prediction, of the size of L
   * @returns a*b*, each at most 110, which no photograph holds; what lies beyond loses chroma and keeps its hue, as
   * composition does it with what sRGB cannot show
   */
  spread({ data, width, height }: AbMap, hints: readonly Hint[]): AbMap {
    const spots = hints.filter((hint) => isSpot(hint))
    const others = hints.filter((hint) => !isSpot(hint))
    const field = others.length > 0 ? this.#fieldOf(others, data) : new Float64Array(data.length)
    const coloured = Float32Array.from(data, (value, i) => value + field[i])
    for (const spot of spots) paintSpot(coloured, spot, this.#l)
    for (let i = 0; i < data.length; i += 2) {
      const fit = abScale / Math.max(abScale, Math.abs(coloured[i]), Math.abs(coloured[i + 1]))
      coloured[i] *= fit
      coloured[i + 1] *= fit
    }
    return { data: coloured, width, height }
  }

  #fieldOf(hints: readonly Hint[], data: Float32Array): Float64Array {
    const mass = new Float64Array(data.length / 2).fill(faint)
    const pull = new Float64Array(data.length)
    for (const [cell, index] of coverage(hints, this.#l).entries()) {
      if (index < 0) continue
      mass[cell] += 1
      if (hints[index].keeps) continue
      pull[cell * 2] = hints[index].a - data[cell * 2]
      pull[cell * 2 + 1] = hints[index].b - data[cell * 2 + 1]
    }
    return this.#solver.solve(mass, pull)
  }
}

/** A hint that keeps what is there holds back others however far it is said to reach. */
function isSpot({ reach, keeps }: Hint): boolean {
  return reach === 'spot' && !keeps
}
