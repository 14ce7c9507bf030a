import { setTimeout as sleep } from 'node:timers/promises'
import { TintypeError } from '../../shared/errors.ts'
import type { Client, Contract } from '../../shared/rpc/contract.ts'
import { startWorker, type Worker, type WorkerPlan } from './worker.ts'

/** Waits before the next start, ms, where the plan says nothing else. */
const usualBackOff = [0, 500, 2000, 5000]
/** How long it is given up, ms: memory may have become free, and the user tries again. */
const givenUpFor = 60_000

/**
 * Keeps one worker to call: starts it when first needed, again after a crash, and ends it after
 * `idleTimeout` ms without use, which is what gives memory (all of it on a GPU) back.
 *
 * After a crash a worker with a `probe` shows that it can work: then the crash was the task's, and no other
 * task pays for it. Where it cannot, and without a probe, the waits grow.
 */
export class Supervisor<C extends Contract> {
  readonly #plan: WorkerPlan<C>
  readonly #idleTimeout: number
  readonly #backOff: readonly number[]
  #worker: Promise<Worker<C>> | undefined
  #crashes = 0
  #lastCrash = 0
  #busy = 0
  #idle: NodeJS.Timeout | undefined
  #closed = false

  constructor(plan: WorkerPlan<C>, idleTimeout = Number.POSITIVE_INFINITY) {
    this.#plan = plan
    this.#idleTimeout = idleTimeout
    this.#backOff = plan.backOff ?? usualBackOff
  }

  /** Runs `task` with the worker. @throws the task's own, or how the worker failed. */
  async use<T>(task: (client: Client<C>) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle)
    this.#busy += 1
    try {
      const worker = await this.#start()
      const result = await task(worker.client)
      this.#crashes = 0
      return result
    } finally {
      this.#busy -= 1
      this.#watchIdle()
    }
  }

  /** Process id while a worker runs. */
  async pid(): Promise<number | undefined> {
    return (await this.#worker?.catch(() => undefined))?.pid
  }

  /** Ends the worker now; calls in progress fail with `cancelled`. It starts again when used again. */
  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.then(
      (running) => running.stop(),
      () => undefined,
    )
  }

  /** Ends the worker for good. */
  async close(): Promise<void> {
    this.#closed = true
    await this.stop()
  }

  #start(): Promise<Worker<C>> {
    if (this.#closed) throw new TintypeError('cancelled', `The ${this.#plan.name} process was closed.`)
    if (!this.#worker) {
      this.#requireTime()
      this.#worker = this.#startAgain()
    }
    return this.#worker
  }

  #requireTime(): void {
    if (performance.now() - this.#lastCrash > givenUpFor) this.#crashes = 0
    if (this.#crashes < this.#backOff.length) return
    throw new TintypeError(
      'worker-start',
      `The ${this.#plan.name} process crashed ${this.#crashes} times in a row and is not started for a minute.`,
    )
  }

  async #startAgain(): Promise<Worker<C>> {
    const { probe } = this.#plan
    await sleep(probe && this.#crashes === 1 ? 0 : this.#backOff[this.#crashes])
    let worker: Worker<C>
    try {
      worker = await startWorker(this.#plan)
    } catch (thrown) {
      this.#worker = undefined
      throw thrown
    }
    void worker.exited.then(({ kind }) => {
      if (kind !== 'stopped') this.#countCrash()
    })
    if (probe && this.#crashes > 0) await this.#try(worker, probe)
    return worker
  }

  /** @throws `worker-start`, since no task is to blame. */
  async #try(worker: Worker<C>, probe: NonNullable<WorkerPlan<C>['probe']>): Promise<void> {
    try {
      await probe(worker.client)
      this.#crashes = 0
    } catch (cause) {
      if (worker.alive()) this.#countCrash()
      await worker.stop()
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new TintypeError(
        'worker-start',
        `The ${this.#plan.name} process crashed, and a fresh one does not work: ${reason}`,
        { cause },
      )
    }
  }

  #countCrash(): void {
    this.#crashes += 1
    this.#lastCrash = performance.now()
    this.#worker = undefined
  }

  #watchIdle(): void {
    if (this.#busy > 0 || this.#closed || !Number.isFinite(this.#idleTimeout)) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.stop(), this.#idleTimeout)
    this.#idle.unref()
  }
}
