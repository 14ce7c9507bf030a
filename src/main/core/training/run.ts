import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineFacts, EngineId, ModelPlace } from '../../../shared/contract/engine.ts'
import type { ImagingContract, SheetRow } from '../../../shared/contract/imaging.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { EpochRow, Meters, TrainingContract } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { Random } from '../../../shared/random.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { Pool } from '../../transport/pool.ts'
import { replaceFile } from '../files/replace-file.ts'
import { type Pace, PaceMeter } from '../jobs/pace.ts'
import { startTraining } from '../workers/training.ts'
import { survivingCrashes } from './crashes.ts'
import { logOf } from './log.ts'
import type { PhotoStore } from './photo-store.ts'
import { reportOf } from './report.ts'
import { openRun, type RunState, writeRun } from './run-state.ts'
import type { Split } from './split.ts'

type Engine = Client<TrainingContract>

/** Photos on a contact sheet. */
const sheetPhotos = 6
/** Photos sent to be judged at once. */
const judgedAtOnce = 8
/** At the latest after so long a checkpoint is written; always at the end of an epoch. */
const checkpointEvery = 5 * 60_000
export interface TrainingEvents {
  /** Told when an engine process has begun or taken up the run. */
  onBegin?: (begun: { facts: EngineFacts; parameters: number; steps: number }) => void
  /** Told after each step; `done` of `total` steps of the whole run. */
  onStep?: (step: { epoch: number; done: number; total: number; meters: Meters; pace: Pace }) => void
  onEpoch?: (row: EpochRow, sheet: string) => void
  /** Told when the engine process died and the run goes on from its last checkpoint. */
  onCrash?: (error: TintypeError) => void
}

export interface RunOptions {
  /** Folder of the run. */
  folder: string
  state: RunState
  epochs: number
  engine: EngineId | 'auto'
  init: ModelPlace | undefined
  photos: PhotoStore
  split: Split
  imaging: Pool<ImagingContract>
  /** How the model is called in the end. */
  model: { id: string; title: string }
}

/** A run of training over its epochs: takes up where its state stands, and leaves it where it stops. */
export class TrainingRun {
  readonly #options: RunOptions
  readonly #events: TrainingEvents
  readonly #signal: AbortSignal | undefined
  readonly #pace = new PaceMeter()
  #checkpointAt = performance.now()

  constructor(options: RunOptions, events: TrainingEvents = {}, signal?: AbortSignal) {
    this.#options = options
    this.#events = events
    this.#signal = signal
  }

  /**
   * Trains until the last epoch is done and writes the model. Errors: `cancelled` after a stop, with a
   * checkpoint to go on from; `training-diverged`; `disk-full`; the engine's own.
   */
  async run(): Promise<void> {
    const { folder, state } = this.#options
    await survivingCrashes({
      attempt: () => this.#attempt(),
      rewind: async (crash) => {
        this.#events.onCrash?.(crash)
        await this.#rewind()
      },
      checkpoint: () => state.checkpoint && join(folder, state.checkpoint),
    })
  }

  async #attempt(): Promise<void> {
    const { engine, epochs, state } = this.#options
    const { worker, facts } = await startTraining(engine)
    try {
      const { client } = worker
      const begun = await client.begin({ plan: state.plan, from: this.#from() })
      this.#events.onBegin?.({ facts, ...begun })
      while (state.epoch < epochs) await this.#epoch(client)
      await this.#exportModel(client)
    } finally {
      await worker.stop()
    }
  }

  #from(): Parameters<Engine['begin']>[0]['from'] {
    const { folder, state, init } = this.#options
    if (state.checkpoint !== null) return { checkpoint: join(folder, state.checkpoint) }
    return init ? { model: init } : { fresh: true }
  }

  async #epoch(client: Engine): Promise<void> {
    const { state, photos, split, folder } = this.#options
    const order = new Random(state.plan.seed, 'order', state.epoch).shuffled(split.training)
    while (state.position < order.length) {
      if (this.#signal?.aborted) await this.#stop(client)
      const keys = order.slice(state.position, state.position + state.batch)
      const { meters, ms } = await client.step({ photos: await photos.read(keys), keys, epoch: state.epoch })
      this.#count(meters, keys.length, ms)
      if (performance.now() - this.#checkpointAt > checkpointEvery) await this.#save(client)
    }
    const { row, predictions } = await this.#closeEpoch(client, order.length)
    const sheet = join(folder, 'sheets', `epoch-${String(row.epoch).padStart(3, '0')}.jpg`)
    await this.#writeSheet(predictions, sheet)
    Object.assign(state, { epoch: row.epoch, position: 0, sums: {}, seconds: 0 })
    state.history.push(row)
    await this.#save(client)
    await replaceFile(join(folder, 'log.csv'), logOf(state.history))
    await replaceFile(join(folder, 'report.html'), reportOf(state, this.#options.model.title))
    this.#events.onEpoch?.(row, sheet)
  }

  #count(meters: Meters, photos: number, ms: number): void {
    const { state, epochs, split } = this.#options
    state.position += photos
    state.seconds += ms / 1000
    for (const [name, value] of Object.entries(meters) as [keyof Meters, number][]) {
      state.sums[name] = (state.sums[name] ?? 0) + value * photos
    }
    this.#pace.tick()
    const perEpoch = Math.ceil(split.training.length / state.batch)
    const done = state.epoch * perEpoch + Math.ceil(state.position / state.batch)
    const total = epochs * perEpoch
    this.#events.onStep?.({
      epoch: state.epoch + 1,
      done,
      total,
      meters,
      pace: this.#pace.pace(total - done),
    })
  }

  async #closeEpoch(client: Engine, photos: number): Promise<{ row: EpochRow; predictions: AbMap[] }> {
    const { state, split } = this.#options
    const judged = await judge(client, this.#options.photos, split.validation)
    const meters = Object.fromEntries(
      Object.entries(state.sums).map(([name, sum]) => [name, sum / photos]),
    ) as Meters
    const perEpoch = Math.ceil(photos / state.batch)
    const row: EpochRow = {
      epoch: state.epoch + 1,
      steps: (state.epoch + 1) * perEpoch,
      seconds: state.seconds,
      meters,
      validation: judged.figures,
    }
    return { row, predictions: judged.predictions }
  }

  async #writeSheet(predictions: AbMap[], output: string): Promise<void> {
    const { photos, split, folder, imaging } = this.#options
    await mkdir(join(folder, 'sheets'), { recursive: true })
    const rows = await sheetRows(
      photos,
      split.validation,
      predictions.map((ab) => [ab]),
    )
    await imaging.use((client) => client.trainingSheet({ rows, output }))
  }

  /** Checkpoint first, then the state that names it: whatever stops the program, one pair fits together. */
  async #save(client: Engine): Promise<void> {
    const { folder, state } = this.#options
    const name = join('checkpoints', `epoch-${state.epoch}-photo-${state.position}`)
    await mkdir(join(folder, 'checkpoints'), { recursive: true })
    if (state.checkpoint !== name) {
      // Left over from before a crash, and named by no state.
      await rm(join(folder, name), { recursive: true, force: true })
      await client.save({ folder: join(folder, name) })
      const last = state.checkpoint
      state.checkpoint = name
      await writeRun(folder, state)
      await this.#sweep([name, last])
    }
    this.#checkpointAt = performance.now()
  }

  /** Keeps the newest checkpoint and the one before it. */
  async #sweep(kept: (string | null)[]): Promise<void> {
    const { folder } = this.#options
    for (const entry of await readdir(join(folder, 'checkpoints'))) {
      const name = join('checkpoints', entry)
      if (!kept.includes(name)) await rm(join(folder, name), { recursive: true, force: true })
    }
  }

  async #stop(client: Engine): Promise<never> {
    await this.#save(client)
    throw new TintypeError('cancelled', 'Training was stopped.')
  }

  /** Back to what the last checkpoint goes with. */
  async #rewind(): Promise<void> {
    const { folder, state } = this.#options
    const { plan, batch, fit, validation, data, from } = state
    Object.assign(state, await openRun(folder, { plan, batch, fit, validation, data, from }))
  }

  async #exportModel(client: Engine): Promise<void> {
    const { folder, model, state } = this.#options
    await rm(join(folder, 'model'), { recursive: true, force: true })
    await client.exportModel({
      folder: join(folder, 'model'),
      ...model,
      revision: `epoch ${state.epoch}`,
      licence: 'The weights belong to whoever trained them.',
    })
  }
}

/**
 * Judges the photos at `places` and keeps the predictions that a sheet shows.
 * @param weights in fine-tuning, those of the start instead of those of now
 */
export async function judge(
  client: Engine,
  photos: PhotoStore,
  places: readonly number[],
  weights: 'now' | 'start' = 'now',
): Promise<{ figures: EpochRow['validation']; predictions: AbMap[] }> {
  const sums = { l1: 0, squared: 0, chroma: 0, trueChroma: 0 }
  const predictions: AbMap[] = []
  for (let first = 0; first < places.length; first += judgedAtOnce) {
    const part = places.slice(first, first + judgedAtOnce)
    const found = await client.validate({
      photos: await photos.read(part),
      count: part.length,
      weights,
    })
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += found[name]
    if (predictions.length < sheetPhotos) predictions.push(...found.predictions)
  }
  const { length } = places
  return {
    figures: {
      l1: sums.l1 / length,
      rmse: Math.sqrt(sums.squared / length),
      chromaRatio: sums.chroma / Math.max(sums.trueChroma, 1e-6),
    },
    predictions: predictions.slice(0, sheetPhotos),
  }
}

/** @param predictions of the first of `places`, one list a photo */
export async function sheetRows(
  photos: PhotoStore,
  places: readonly number[],
  predictions: AbMap[][],
): Promise<SheetRow[]> {
  return Promise.all(
    predictions.map(async (ofPhoto, i) => {
      const { size } = photos
      const truth = { data: await photos.read([places[i]]), width: size, height: size }
      return { truth, predictions: ofPhoto }
    }),
  )
}
