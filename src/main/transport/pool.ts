import PQueue from 'p-queue'
import type { Client, Contract } from '../../shared/rpc/contract.ts'
import { Supervisor } from './supervisor.ts'
import type { WorkerPlan } from './worker.ts'

/** Several workers of one kind; each serves one task at a time, so that its memory stays foreseeable. */
export class Pool<C extends Contract> {
  readonly #free: Supervisor<C>[]
  readonly #all: Supervisor<C>[]
  readonly #queue: PQueue

  constructor(plan: WorkerPlan<C>, size: number, idleTimeout?: number) {
    this.#all = Array.from({ length: size }, () => new Supervisor(plan, idleTimeout))
    this.#free = [...this.#all]
    this.#queue = new PQueue({ concurrency: size })
  }

  get size(): number {
    return this.#all.length
  }

  /**
   * Runs `task` on the next free worker; tasks wait in order.
   * @param priority higher goes first: somebody looks at the screen and waits
   */
  async use<T>(task: (client: Client<C>) => Promise<T>, priority = 0): Promise<T> {
    const run = async (): Promise<T> => {
      // The queue's concurrency equals the number of workers, so one is free here. The one that
      // worked last comes first: the others may go idle and give their memory back.
      const supervisor = this.#free.pop()!
      try {
        return await supervisor.use(task)
      } finally {
        this.#free.push(supervisor)
      }
    }
    return this.#queue.add(run, { priority }) as Promise<T>
  }

  async pids(): Promise<number[]> {
    const pids = await Promise.all(this.#all.map((supervisor) => supervisor.pid()))
    return pids.filter((pid) => pid !== undefined)
  }

  /** Ends every worker now; tasks in progress fail with `cancelled`. */
  async stop(): Promise<void> {
    await Promise.all(this.#all.map((supervisor) => supervisor.stop()))
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((supervisor) => supervisor.close()))
  }
}
