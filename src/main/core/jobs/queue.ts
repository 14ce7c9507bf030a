import { type ErrorKind, TintypeError, toWireError } from '../../../shared/errors.ts'
import type { Job, JobCounts } from '../../../shared/jobs.ts'
import { type Pace, PaceMeter } from './pace.ts'
import type { JobStore } from './store.ts'

/** What became of one attempt: a finished result, or a reason to leave the item alone. */
export type Attempt<Outcome> = { done: Outcome } | { skipped: Outcome }

/** How a job tells that its result is on the disk, and that it was checked. */
export type Report = (state: 'written' | 'verified') => void

export interface QueueOptions<Task, Outcome> {
  store: JobStore<Task, Outcome>
  /** Jobs that run at the same time. */
  concurrency: number
  run: (job: Job<Task, Outcome>, report: Report) => Promise<Attempt<Outcome>>
  /** Told after each job has come to its end. */
  onSettled?: (job: Job<Task, Outcome>) => void
}

export interface Progress {
  counts: JobCounts
  pace: Pace
}

/** The worker died, not the photo: worth one more try with a fresh one. */
const worthRetrying: ReadonlySet<ErrorKind> = new Set(['worker-crashed', 'worker-hung', 'out-of-memory'])
const attemptsAllowed = 2

/** Runs the jobs of a store until none waits; a job that fails never stops the others. */
export class Queue<Task, Outcome> {
  readonly #options: QueueOptions<Task, Outcome>
  readonly #meter = new PaceMeter()
  #cancelled = false
  #resumed: Promise<void> | undefined
  #resume: () => void = () => {}

  constructor(options: QueueOptions<Task, Outcome>) {
    this.#options = options
  }

  /** Settles when every job has come to its end. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.concurrency }, () => this.#lane()))
  }

  /** Lets running jobs end and starts no more. */
  pause(): void {
    if (this.#resumed !== undefined) return
    this.#meter.pause()
    this.#resumed = new Promise((resolve) => {
      this.#resume = resolve
    })
  }

  resume(): void {
    this.#meter.resume()
    this.#resumed = undefined
    this.#resume()
  }

  /**
   * Starts no more jobs. What runs is ended by whoever owns the workers and is then recorded as
   * cancelled.
   */
  cancel(): void {
    this.#cancelled = true
    this.resume()
  }

  progress(): Progress {
    const counts = this.#options.store.counts()
    const remaining = counts.queued + counts.running + counts.written + counts.verified
    return { counts, pace: this.#meter.pace(remaining) }
  }

  async #lane(): Promise<void> {
    const { store } = this.#options
    for (;;) {
      await this.#resumed
      if (this.#cancelled) break
      const job = store.take()
      if (!job) return
      await this.#attempt(job)
    }
    for (const job of store.all()) {
      if (job.state === 'queued') this.#settle(job.id, 'cancelled')
    }
  }

  async #attempt({ id, attempts }: Job<Task, Outcome>): Promise<void> {
    const { store, run } = this.#options
    try {
      const result = await run(store.get(id), (state) => store.move(id, state))
      if ('done' in result) this.#settle(id, 'done', { outcome: result.done })
      else this.#settle(id, 'skipped', { outcome: result.skipped })
    } catch (thrown) {
      if (this.#cancelled) return this.#settle(id, 'cancelled')
      const retry = thrown instanceof TintypeError && worthRetrying.has(thrown.kind)
      if (retry && attempts < attemptsAllowed) return store.move(id, 'queued')
      this.#settle(id, 'failed', { error: toWireError(thrown) })
    }
  }

  #settle(
    id: number,
    state: 'done' | 'skipped' | 'failed' | 'cancelled',
    patch: Pick<Job<Task, Outcome>, 'outcome' | 'error'> = {},
  ): void {
    this.#options.store.move(id, state, patch)
    if (state === 'done' || state === 'failed') this.#meter.tick()
    this.#options.onSettled?.(this.#options.store.get(id))
  }
}
