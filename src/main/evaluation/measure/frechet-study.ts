import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import type { Rgb } from '../../../shared/contract/pixels.ts'
import type { FrechetResult } from '../evaluation-result.ts'
import { frechetFrom, type Gaussian, GaussianFit } from '../metrics/frechet.ts'
import type { EvaluationTools } from '../tools.ts'

/** Fewer pictures do not fill the covariance of 1280 features. */
const fewestPictures = 2000

/** Gathers features of all pictures of all rows, for the distance of each row from the truth. */
export class FrechetStudy {
  readonly #featuresOf: (rgb: Rgb) => Promise<Float32Array>
  readonly #truth = new GaussianFit()
  readonly #halves = [new GaussianFit(), new GaussianFit()] as const
  readonly #rows = new Map<string, GaussianFit>()

  constructor(featuresOf: (rgb: Rgb) => Promise<Float32Array>) {
    this.#featuresOf = featuresOf
  }

  async addTruth(name: string, rgb: Rgb): Promise<void> {
    const features = await this.#featuresOf(rgb)
    this.#truth.add(features)
    // By name, so that the halves are the same ones each time.
    this.#halves[crc32(name) >>> 31].add(features)
  }

  async addRow(row: string, rgb: Rgb): Promise<void> {
    const features = await this.#featuresOf(rgb)
    const fit = this.#rows.get(row) ?? new GaussianFit()
    this.#rows.set(row, fit)
    fit.add(features)
  }

  /** Distances of all rows; takes half a minute each at 1280 features, and lets other work in between. */
  async finish(): Promise<FrechetResult> {
    const [half, otherHalf] = this.#halves.map((fit): Gaussian => fit.gaussian())
    const floor = frechetFrom(half)(otherHalf)
    await setImmediate()
    const fromTruth = frechetFrom(this.#truth.gaussian())
    const distances: Record<string, number> = {}
    for (const [row, fit] of this.#rows) {
      await setImmediate()
      distances[row] = fromTruth(fit.gaussian())
    }
    return { measured: true, floor, distances }
  }
}

type Opened = { study: FrechetStudy; leftOut?: undefined } | { study?: undefined; leftOut: FrechetResult }

/** The study with the feature network in `file`, or why there is none. */
export function openFrechetStudy(
  file: string | undefined,
  pictures: number,
  engine: Pick<EvaluationTools['engine'], 'features'>,
): Opened {
  if (file === undefined) return leaveOut('no feature network was named')
  if (pictures < fewestPictures) {
    return leaveOut(`it needs at least ${fewestPictures} pictures and there are ${pictures}`)
  }
  return { study: new FrechetStudy(async (rgb) => (await engine.features({ rgb, file })).features) }
}

function leaveOut(reason: string): Opened {
  return { leftOut: { measured: false, reason } }
}
