import {
  type ErrorKind,
  hasTrait,
  stopsBatch,
  TintypeError,
  toWireError,
  type WireError,
} from '../../../shared/errors.ts'
import type { Job, JobCounts } from '../../../shared/jobs.ts'
import { levelOf } from '../../log/answering.ts'
import { log } from '../../log/log.ts'
import { newTrace, withTrace } from '../../log/trace.ts'
import type { JobStore } from './job-store.ts'
import { type Pace, PaceMeter } from './pace.ts'

/** How a job ends: with a result, or with a reason why there was nothing to do. */
export type Ending<Outcome> = { done: Outcome } | { skipped: Outcome }

/**
 * What became of one attempt. `commit` is a last synchronous step, taken in one transaction with the
 * job's end: after a crash both are there, or neither.
 */
export type Attempt<Outcome> = Ending<Outcome> | { commit: () => Ending<Outcome> }

/** How a job tells that its result is on the disk, and that it was checked. */
export type Report = (state: 'written' | 'verified') => void

export interface QueueOptions<Task, Outcome> {
  store: JobStore<Task, Outcome>
  /** Jobs that run at the same time. */
  concurrency: number
  /** `signal` aborts when the job is no longer wanted; it may still come to its end. */
  run: (job: Job<Task, Outcome>, report: Report, signal: AbortSignal) => Promise<Attempt<Outcome>>
  /** What a job is about, for the log: a file, as a rule. */
  nameOf?: (task: Task) => string | undefined
  /** Told when a job begins. */
  onStart?: (job: Job<Task, Outcome>) => void
  /** Keeps what a failure means, in one transaction with the job's end. */
  onFailure?: (job: Job<Task, Outcome>, error: WireError) => void
  /** Told after each job has come to its end. */
  onSettled?: (job: Job<Task, Outcome>) => void
  /** Told once that a batch waits from now on, since every job after this one would fail alike. */
  onHeld?: (batch: number, error: WireError) => void
}

export interface Progress {
  counts: JobCounts
  pace: Pace
}

/** Not the photo's fault, and gone with a fresh worker; what is cancelled was so by somebody who chose another engine. */
function isWorthRetrying(kind: ErrorKind): boolean {
  return hasTrait(kind, 'workerDied') || kind === 'worker-start' || kind === 'cancelled'
}
const attemptsAllowed = 2

/**
 * Runs the jobs of a store until none waits. A job that fails never stops the others; but what is wrong with all of a
 * batch alike fails one, and holds the batch: it is paused, and what was in work with it waits again.
 */
export class Queue<Task, Outcome> {
  readonly #options: QueueOptions<Task, Outcome>
  readonly #meters = new Map<number, PaceMeter>()
  readonly #lanes = new Set<Promise<void>>()
  readonly #running = new Map<Job<Task, Outcome>, AbortController>()
  #busy = 0
  #stopped = false

  constructor(options: QueueOptions<Task, Outcome>) {
    this.#options = options
  }

  /** Settles when no job waits any more. Call it again whenever jobs were added. */
  async run(): Promise<void> {
    const { concurrency } = this.#options
    // Counted first: a lane that finds nothing is at its end before the next begins.
    for (let free = concurrency - this.#busy; free > 0 && this.#busy < concurrency; free -= 1) {
      this.#busy += 1
      const lane = this.#lane()
      this.#lanes.add(lane)
      const forget = (): void => void this.#lanes.delete(lane)
      lane.then(forget, forget)
    }
    // A job may add others, for which there are lanes of their own.
    while (this.#lanes.size > 0) await Promise.all(this.#lanes)
  }

  /**
   * Cancels what waits, and what runs as soon as it can end. The caller ends workers where waiting for
   * them would take too long.
   * @returns ids of the jobs that waited
   */
  cancel(batch?: number): number[] {
    for (const [job, controller] of this.#running) {
      if (batch === undefined || job.batch === batch) controller.abort()
    }
    return this.#options.store.cancelWaiting(batch)
  }

  /**
   * Takes no more jobs, and leaves those in work on record as they stand, as a crash would: the next
   * opening goes on with them. Settles when nothing runs any more.
   */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const controller of this.#running.values()) controller.abort()
    await Promise.allSettled(this.#lanes)
  }

  /** Lets a batch wait, with its time; what is in work comes to its end. */
  pause(batch: number): void {
    this.#options.store.setPaused(batch, true)
    this.#meters.get(batch)?.pause()
  }

  /** Call `run` afterwards. */
  resume(batch: number): void {
    this.#options.store.setPaused(batch, false)
    this.#meters.get(batch)?.resume()
  }

  /** Forgets how fast a batch went: it begins once more. */
  resetPace(batch: number): void {
    this.#meters.delete(batch)
  }

  /** How far a batch is, and how fast it goes. */
  progress(batch: number): Progress {
    const counts = this.#options.store.counts(batch)
    return { counts, pace: this.pace(batch, counts) }
  }

  /** How fast a batch goes, of which so many jobs are left. */
  pace(batch: number, { queued, running, written, verified }: JobCounts): Pace {
    const remaining = queued + running + written + verified
    return this.#meters.get(batch)?.pace(remaining) ?? { rate: undefined, left: undefined }
  }

  async #lane(): Promise<void> {
    try {
      for (;;) {
        const job = this.#stopped ? undefined : this.#options.store.take()
        if (!job) return
        await withTrace(newTrace('job', job.id), () => this.#attempt(job))
      }
    } finally {
      // In the same turn as the last look: a job added later finds this lane gone, and starts another.
      this.#busy -= 1
    }
  }

  async #attempt(job: Job<Task, Outcome>): Promise<void> {
    const { store, run, nameOf, onStart, onSettled } = this.#options
    const controller = new AbortController()
    this.#running.set(job, controller)
    const meter = this.#meters.get(job.batch) ?? new PaceMeter()
    this.#meters.set(job.batch, meter)
    try {
      // The name may cost a look into the library.
      if (log.isLevelEnabled('debug')) {
        log.debug({ of: nameOf?.(job.task), attempt: job.attempts }, 'A job starts.')
      }
      onStart?.(job)
      const result = await run(job, (state) => store.move(job.id, state), controller.signal)
      store.transaction(() => this.#end(job.id, 'commit' in result ? result.commit() : result))
    } catch (thrown) {
      if (this.#stopped) return
      log[levelOf(thrown)]({ err: thrown, of: nameOf?.(job.task), attempt: job.attempts }, 'A job failed.')
      if (!this.#giveUp(job, thrown, controller.signal)) return
    } finally {
      this.#running.delete(job)
    }
    const settled = store.get(job.id)
    if (settled.state === 'done' || settled.state === 'failed') meter.tick()
    onSettled?.(settled)
    if (settled.error && settled.state === 'failed') this.#holdIfAlike(settled.batch, settled.error)
  }

  #holdIfAlike(batch: number, error: WireError): void {
    if (!stopsBatch(error)) return
    this.pause(batch)
    this.#options.onHeld?.(batch, error)
  }

  #end(id: number, ending: Ending<Outcome>): void {
    const { store } = this.#options
    if ('done' in ending) store.move(id, 'done', { outcome: ending.done })
    else store.move(id, 'skipped', { outcome: ending.skipped })
  }

  /** @returns whether the job is at its end, and not to be tried once more */
  #giveUp({ id, batch, attempts }: Job<Task, Outcome>, thrown: unknown, signal: AbortSignal): boolean {
    const { store, onFailure } = this.#options
    if (signal.aborted) {
      store.move(id, 'cancelled')
      return true
    }
    const retry = thrown instanceof TintypeError && isWorthRetrying(thrown.kind)
    if (retry && attempts < attemptsAllowed) {
      store.move(id, 'queued')
      return false
    }
    const error = toWireError(thrown)
    // What holds the batch was told by another job.
    if (stopsBatch(error) && store.isPaused(batch)) {
      store.move(id, 'queued')
      return false
    }
    store.transaction(() => {
      store.move(id, 'failed', { error })
      onFailure?.(store.get(id), error)
    })
    return true
  }
}
