/** Half of the weight lies on the last `halfLife` samples: speed changes with the size of the scans. */
const halfLife = 10

/** How fast work goes and how long the rest will take. */
export interface Pace {
  /** Items a second, `undefined` before the first item is through. */
  rate: number | undefined
  /** Seconds until the rest is done, `undefined` with the rate. */
  left: number | undefined
}

/**
 * Estimates the pace of a batch from the gaps between finished items, recent ones weighing more, with
 * paused time taken out.
 * @param now clock in milliseconds that never runs backwards
 */
export class PaceMeter {
  readonly #now: () => number
  readonly #decay = 0.5 ** (1 / halfLife)
  #last: number
  #weight = 0
  #time = 0
  #pausedAt: number | undefined

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#last = now()
  }

  pause(): void {
    this.#pausedAt ??= this.#now()
  }

  resume(): void {
    if (this.#pausedAt === undefined) return
    this.#last += this.#now() - this.#pausedAt
    this.#pausedAt = undefined
  }

  /** One item is through. */
  tick(): void {
    const now = this.#now()
    this.#weight = this.#weight * this.#decay + 1
    this.#time = this.#time * this.#decay + (now - this.#last)
    this.#last = now
  }

  pace(remaining: number): Pace {
    if (this.#weight === 0) return { rate: undefined, left: undefined }
    const perItem = Math.max(this.#time / this.#weight, 1e-3)
    return { rate: 1000 / perItem, left: (remaining * perItem) / 1000 }
  }
}
