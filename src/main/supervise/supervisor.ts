import { setTimeout as sleep } from 'node:timers/promises'
import { TintypeError } from '../../shared/errors.ts'
import type { Client, Contract } from '../../shared/rpc/contract.ts'
import { startWorker, type Worker, type WorkerPlan } from './worker.ts'

/** Waits before the next start after each crash in a row; then the worker is given up for a while. */
const backOff = [0, 500, 2000, 5000]
/** How long it is given up, ms: memory may have become free, and the user tries again. */
const givenUpFor = 60_000

/**
 * Keeps one worker to call: starts it when first needed, again after a crash with growing waits, and
 * ends it after `idleTimeout` ms without use, which is what gives memory (all of it on a GPU) back.
 */
export class Supervisor<C extends Contract> {
  readonly #plan: WorkerPlan<C>
  readonly #idleTimeout: number
  #worker: Promise<Worker<C>> | undefined
  #crashes = 0
  #lastCrash = 0
  #busy = 0
  #idle: NodeJS.Timeout | undefined
  #closed = false

  constructor(plan: WorkerPlan<C>, idleTimeout = Number.POSITIVE_INFINITY) {
    this.#plan = plan
    this.#idleTimeout = idleTimeout
  }

  /** Runs `task` with the worker. Errors: the task's own, or how the worker failed. */
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
      this.#requirePatience()
      this.#worker = this.#startAfterBackOff()
    }
    return this.#worker
  }

  #requirePatience(): void {
    if (performance.now() - this.#lastCrash > givenUpFor) this.#crashes = 0
    if (this.#crashes < backOff.length) return
    throw new TintypeError(
      'worker-start',
      `The ${this.#plan.name} process crashed ${this.#crashes} times in a row and is not started for a minute.`,
    )
  }

  async #startAfterBackOff(): Promise<Worker<C>> {
    await sleep(backOff[this.#crashes])
    let worker: Worker<C>
    try {
      worker = await startWorker(this.#plan)
    } catch (thrown) {
      this.#worker = undefined
      throw thrown
    }
    void worker.exited.then((reason) => {
      if (reason.kind === 'stopped') return
      this.#crashes += 1
      this.#lastCrash = performance.now()
      this.#worker = undefined
    })
    return worker
  }

  #watchIdle(): void {
    if (this.#busy > 0 || this.#closed || !Number.isFinite(this.#idleTimeout)) return
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.stop(), this.#idleTimeout)
    this.#idle.unref()
  }
}
