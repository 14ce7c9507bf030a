import type { EngineChoice, EngineContract, EngineInfo } from '../../../shared/contract/engine.ts'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import type { WireError } from '../../../shared/errors.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import { Pool } from '../../transport/pool.ts'
import { createImagingPool, enginePlan, type OpenEngine, openEngine } from './plans.ts'

/** An engine gives its memory back after this long without work, ms. */
const engineIdle = 10 * 60_000
const imagingIdle = 2 * 60_000
/** So long after a prediction the user still counts as colouring, ms. */
const lull = 3000
/** Before what waits in batches. */
const atOnce = 1

export type UseWorker<Contract extends EngineContract | ImagingContract> = <T>(
  task: (client: Client<Contract>) => Promise<T>,
) => Promise<T>

/** What photos are coloured with. */
export interface ColouringWorkers {
  imaging: UseWorker<ImagingContract>
  engine: UseWorker<EngineContract>
}

interface Engines extends OpenEngine {
  /** For the photo on the screen. Always the same process: it keeps the features that `rehint` needs. */
  interactive: Pool<EngineContract>
}

/**
 * The workers of an open library: some for batches, and some for what is on the screen, so that nobody
 * who looks at a photo waits for a batch. All start when they are first needed.
 */
export class WorkerPools {
  readonly imaging: Pool<ImagingContract>
  readonly #viewing = createImagingPool(1, imagingIdle)
  readonly #jobs: number
  readonly #onEngine: (info: EngineInfo) => void
  #wanted: EngineChoice
  #engines: Promise<Engines> | undefined
  #predicting = 0
  #predictedAt = Number.NEGATIVE_INFINITY

  constructor(wanted: EngineChoice, jobs: number, onEngine: (info: EngineInfo) => void) {
    this.imaging = createImagingPool(jobs, imagingIdle)
    this.#wanted = wanted
    this.#jobs = jobs
    this.#onEngine = onEngine
  }

  /** Pictures for the screen. */
  view: UseWorker<ImagingContract> = (task) => this.#viewing.use(task)

  /** Predictions of a batch. @throws `engine-missing` and what else keeps the engine from starting. */
  predict: UseWorker<EngineContract> = (task) =>
    this.#colouring(async () => (await this.#open()).pool.use(task))

  /** Predictions for the photo on the screen. */
  predictAtOnce: UseWorker<EngineContract> = (task) =>
    this.#colouring(async () => (await this.#open()).interactive.use(task, atOnce))

  readonly inBatches: ColouringWorkers = { imaging: (task) => this.imaging.use(task), engine: this.predict }
  readonly onScreen: ColouringWorkers = { imaging: this.view, engine: this.predictAtOnce }

  /** Whether photos are being coloured, or were a moment ago: between two of a batch nothing is predicted. */
  get isColouring(): boolean {
    return this.#predicting > 0 || performance.now() - this.#predictedAt < lull
  }

  async #colouring<T>(predict: () => Promise<T>): Promise<T> {
    this.#predicting += 1
    try {
      return await predict()
    } finally {
      this.#predicting -= 1
      this.#predictedAt = performance.now()
    }
  }

  async engine(): Promise<{ info: EngineInfo; fallbackReason: WireError | null }> {
    const { info, fallbackReason = null } = await this.#open()
    return { info, fallbackReason }
  }

  /** Changes engines; predictions in progress fail with `cancelled`, which the queue tries again. */
  async changeEngine(wanted: EngineChoice): Promise<void> {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    const former = this.#engines
    this.#engines = undefined
    await closeEngines(former)
    if (former) await this.#open()
  }

  /** Ends all workers at once. */
  async close(): Promise<void> {
    await Promise.all([this.imaging.close(), this.#viewing.close(), closeEngines(this.#engines)])
  }

  #open(): Promise<Engines> {
    if (this.#engines) return this.#engines
    const opening = this.#start()
    this.#engines = opening
    // A failure is not kept: an engine may be set up meanwhile.
    opening.then(
      ({ info }) => this.#onEngine(info),
      () => {
        if (this.#engines === opening) this.#engines = undefined
      },
    )
    return opening
  }

  async #start(): Promise<Engines> {
    const opened = await openEngine(this.#wanted, this.#jobs, engineIdle)
    // TensorFlow uses the whole machine, and on a graphics card its whole memory: one process for both.
    const { engine } = opened.info
    const interactive = engine === 'tensorflow' ? opened.pool : new Pool(enginePlan(engine), 1, engineIdle)
    return { ...opened, interactive }
  }
}

async function closeEngines(engines: Promise<Engines> | undefined): Promise<void> {
  const open = await engines?.catch(() => undefined)
  if (open) await Promise.all([open.pool.close(), open.interactive.close()])
}
