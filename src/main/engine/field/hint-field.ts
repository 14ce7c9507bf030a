import type { Hint } from '../../../shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../shared/contract/pixels.ts'
import { abScale } from '../../nn/scales.ts'
import { rasteriseHints } from '../hints.ts'
import { lightnessGrid } from './grid.ts'
import { Multigrid } from './multigrid.ts'

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
  readonly #size: { width: number; height: number }

  /** @param l L* of the photo, on the grid of its predictions */
  constructor(l: LChannel) {
    this.#size = l
    this.#solver = new Multigrid(lightnessGrid(l, sigma), new Float64Array(l.data.length).fill(faint))
  }

  /**
   * @param ab prediction, of the size of L
   * @returns a*b*, each at most 110, which no photograph holds; what lies beyond loses chroma and keeps its hue, as
   * composition does it with what sRGB cannot show
   */
  spread({ data, width, height }: AbMap, hints: readonly Hint[]): AbMap {
    const raster = rasteriseHints(hints, this.#size, this.#size)
    const mass = new Float64Array(width * height).fill(faint)
    const pull = new Float64Array(width * height * 2)
    for (let cell = 0; cell < mass.length; cell++) {
      const [a, b, mark] = raster.subarray(cell * 3, cell * 3 + 3)
      if (mark === 0) continue
      mass[cell] += 1
      pull[cell * 2] = a * abScale - data[cell * 2]
      pull[cell * 2 + 1] = b * abScale - data[cell * 2 + 1]
    }
    const field = this.#solver.solve(mass, pull)
    const coloured = new Float32Array(data.length)
    for (let i = 0; i < data.length; i += 2) {
      const a = data[i] + field[i]
      const b = data[i + 1] + field[i + 1]
      const fit = Math.min(1, abScale / Math.max(Math.abs(a), Math.abs(b)))
      coloured[i] = a * fit
      coloured[i + 1] = b * fit
    }
    return { data: coloured, width, height }
  }
}
