import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { fromWireError, type WireError } from '../../shared/errors.ts'
import type { BatchSource, StepBatch } from './minibatches.ts'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const threadEntry = new URL(`./prefetch-thread.${extension}`, import.meta.url)

/** Makes batches in a thread of its own: the next one while a step runs. */
export class Prefetcher {
  readonly #thread: Worker
  #ahead: { step: number; batch: Promise<StepBatch> } | undefined

  constructor({ configuration, training, rehearsal }: BatchSource) {
    this.#thread = new Worker(threadEntry, { workerData: { configuration, training, rehearsal } })
  }

  /** The batch of a step; the thread goes on with that of the next. @throws `file-unreadable` */
  async batch(step: number): Promise<StepBatch> {
    const batch = await (this.#ahead?.step === step ? this.#ahead.batch : this.#ask(step))
    const next = this.#ask(step + 1)
    // Who asks for it hears of what went wrong.
    next.catch(() => {})
    this.#ahead = { step: step + 1, batch: next }
    return batch
  }

  async close(): Promise<void> {
    await this.#thread.terminate()
  }

  async #ask(step: number): Promise<StepBatch> {
    const answer = once(this.#thread, 'message')
    this.#thread.postMessage(step)
    const [{ batch, error }] = (await answer) as [{ batch: StepBatch; error?: WireError }]
    if (error) throw fromWireError(error)
    return batch
  }
}
