import { setTimeout as sleep } from 'node:timers/promises'
import type { LinkState } from '../../shared/contract/app-client.ts'
import { type CoreProcessContract, coreProcessContract } from '../../shared/contract/core-process.ts'
import type { Resource, ResourceRequest } from '../../shared/contract/resources.ts'
import { TintypeError, toWireError, type WireError } from '../../shared/errors.ts'
import { type ByteChannel, maxFrameBytes } from '../../shared/rpc/bytes.ts'
import { exitError } from '../transport/exit.ts'
import { pipeWire } from '../transport/wire.ts'
import { startWorker, type Worker } from '../transport/worker.ts'
import type { ShellLog } from './shell-log.ts'

export interface CorePlan {
  /** The Node binary, never Electron's own. */
  node: string
  entry: string
  /** Folder of the library; left out: the user's own. */
  library?: string
  /** Options of the first start alone: what the user wants of a library that cannot be opened. */
  wish?: string[]
}

export interface CoreEvents {
  onFrame: (frame: Uint8Array) => void
  onLink: (state: LinkState) => void
  /** Core does not come up any more; nothing starts it but `start`. */
  onGivenUp: (reason: WireError) => void
}

/** Waits before the next start after each crash in a row; then core is given up. */
const backOff = [0, 1000]
/** A core that has lived this long had no fault in its start, in milliseconds. */
const sound = 60_000
/** How long core may take to close its library before it is ended. */
const closing = 10_000

/** The core process of the shell: started, started again after a crash, closed in order. */
export class CoreProcess {
  readonly #events: CoreEvents
  readonly #log: ShellLog
  #plan: CorePlan
  #app: ByteChannel | undefined
  #worker: Worker<CoreProcessContract> | undefined
  #running: Promise<void> | undefined
  #stopping = false
  #state: LinkState = { up: false, reason: { kind: 'cancelled', message: 'Tintype has not started yet.' } }

  constructor(plan: CorePlan, events: CoreEvents, log: ShellLog) {
    this.#plan = plan
    this.#events = events
    this.#log = log
  }

  get state(): LinkState {
    return this.#state
  }

  /** Starts core unless it runs. */
  start(): void {
    this.#running ??= this.#keepRunning().finally(() => {
      this.#running = undefined
    })
  }

  /** Passes a frame of the user interface on; one that is over the limit or no frame at all is left out. */
  send(frame: unknown): void {
    if (!this.#state.up || !(frame instanceof Uint8Array) || frame.byteLength > maxFrameBytes) return
    this.#app?.send(frame as Uint8Array<ArrayBuffer>)
  }

  /** @throws those of core, or that it does not run. */
  async resource(request: ResourceRequest): Promise<Resource> {
    if (!this.#worker) throw new TintypeError('cancelled', 'Tintype does not run yet.')
    return this.#worker.client.resource(request)
  }

  /** Closes the library in order, and ends core when that takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true
    const worker = this.#worker
    if (worker) {
      const inOrder = worker.client.close({}).catch(() => undefined)
      await Promise.race([inOrder, sleep(closing, undefined, { ref: false })])
      await worker.stop()
    }
    await this.#running
    this.#stopping = false
  }

  /** Opens another library. */
  async restart(library: string): Promise<void> {
    await this.stop()
    this.#plan = { ...this.#plan, library }
    this.start()
  }

  async #keepRunning(): Promise<void> {
    for (let crashes = 0; !this.#stopping; ) {
      const started = performance.now()
      const reason = await this.#live().catch(toWireError)
      if (this.#stopping) return
      // What core says of why it cannot start (a library in use, or from the future) stays true.
      const startFailed = !this.#state.up && reason !== undefined
      this.#tell({ up: false, reason })
      crashes = performance.now() - started > sound ? 1 : crashes + 1
      if (startFailed || crashes > backOff.length) {
        this.#log.tell('error', 'Core is not started any more.', { detail: reason.message })
        return this.#events.onGivenUp(reason)
      }
      await sleep(backOff[crashes - 1])
    }
  }

  /** One life of core. @returns why it ended. @throws why it did not start. */
  async #live(): Promise<WireError> {
    const { node, entry, library, wish = [] } = this.#plan
    this.#plan = { ...this.#plan, wish: [] }
    const worker = await startWorker({
      name: 'core',
      contract: coreProcessContract,
      node,
      entry,
      args: [...(library === undefined ? [] : ['--library', library]), ...wish],
      log: this.#log.ofCore,
      wire: pipeWire((app) => {
        this.#app = app
        app.receive(this.#events.onFrame)
      }),
    })
    // Asked to stop while it started.
    if (this.#stopping) await worker.stop()
    else {
      this.#worker = worker
      this.#log.handTo((lines) => worker.client.log({ lines }))
      this.#tell({ up: true })
    }
    const reason = await worker.exited
    this.#worker = undefined
    this.#log.handTo()
    return toWireError(exitError('core', reason))
  }

  #tell(state: LinkState): void {
    this.#state = state
    this.#events.onLink(state)
  }
}
