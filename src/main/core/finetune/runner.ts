import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineFacts, EngineId, ModelPlace } from '../../../shared/contract/engine.ts'
import type { FinetunePoint, FinetuneResult } from '../../../shared/contract/finetune.ts'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { TrainingContract } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Client } from '../../../shared/rpc/contract.ts'
import type { Pool } from '../../transport/pool.ts'
import { type Pace, PaceMeter } from '../jobs/pace.ts'
import { survivingCrashes } from '../training/crashes.ts'
import { judge, sheetRows } from '../training/run.ts'
import { startTraining } from '../workers/training.ts'
import type { Material, Shelf } from './material.ts'
import { placesOfStep } from './order.ts'
import { bestPoint, resultOf } from './result.ts'
import { type FinetuneState, readState, writeState } from './state.ts'

type Engine = Client<TrainingContract>

/** Looks at how far it is, beside the first. */
export const looks = 10
/** Looks without a better figure until there is nothing to hope for. */
const patience = 4
const samplePhotos = 3
/** Keys tell photos apart; those that are rehearsed begin here. */
const rehearsedKeys = 1_000_000

export interface FinetuneEvents {
  /** Told when an engine process has begun or taken up the run. */
  onBegin?: (facts: EngineFacts) => void
  /** Told after each step. */
  onStep?: (step: { done: number; total: number; pace: Pace }) => void
  /** Told after each look, with the path of the sheet of samples: grey, base, own, true. */
  onPoint?: (point: FinetunePoint, sheet: string) => void
  /** Told when the engine process died and the run goes on from its last checkpoint. */
  onCrash?: (error: TintypeError) => void
  /** Answers when the machine is free: the user's own work comes first. */
  turn?: () => Promise<void>
}

/** How a run is ended before its last step. */
export interface FinetuneSignals {
  /** With a checkpoint to go on from. */
  stop?: AbortSignal | undefined
  /** With the best so far. */
  finish?: AbortSignal
}

export interface FinetuneRunOptions {
  /** Folder of the run. */
  folder: string
  state: FinetuneState
  engine: EngineId | 'auto'
  base: ModelPlace
  material: Material
  imaging: Pool<ImagingContract>
}

/** Teaches a model: takes up where its state stands, and leaves it where it stops. */
export class FinetuneRunner {
  readonly #options: FinetuneRunOptions
  readonly #events: FinetuneEvents
  readonly #signals: FinetuneSignals
  readonly #pace = new PaceMeter()

  constructor(options: FinetuneRunOptions, events: FinetuneEvents = {}, signals: FinetuneSignals = {}) {
    this.#options = options
    this.#events = events
    this.#signals = signals
  }

  /**
   * Teaches to the end. Errors: `cancelled` after a stop, with a checkpoint to go on from;
   * `training-diverged`; `disk-full`; the engine's own.
   */
  async run(): Promise<FinetuneResult> {
    const { folder, state } = this.#options
    await survivingCrashes({
      attempt: () => this.#attempt(),
      rewind: async (crash) => {
        this.#events.onCrash?.(crash)
        Object.assign(state, (await readState(folder)) ?? fresh(state))
      },
      checkpoint: () => state.checkpoint && join(folder, state.checkpoint),
    })
    return this.result()
  }

  result(): FinetuneResult {
    const { state, material } = this.#options
    return resultOf(state, material.taught.places.length, material.heldOut.places.length)
  }

  async #attempt(): Promise<void> {
    const { engine, state, base, folder } = this.#options
    if (state.ending !== null) return
    const { worker, facts } = await startTraining(engine, 'low')
    try {
      if (this.#signals.stop?.aborted) throw stopped()
      const { client } = worker
      const { plan, checkpoint } = state
      const from = { model: base, ...(checkpoint !== null && { checkpoint: join(folder, checkpoint) }) }
      await client.begin({ plan, from })
      this.#events.onBegin?.(facts)
      await this.#teach(client, stepsOf(state))
    } finally {
      await worker.stop()
    }
  }

  async #teach(client: Engine, total: number): Promise<void> {
    const { state, folder, material } = this.#options
    const { store, places } = material.heldOut
    const { predictions } = await judge(client, store, places.slice(0, samplePhotos), 'start')
    if (state.points.length === 0) await this.#look(client, predictions)
    const every = Math.max(1, Math.ceil(total / looks))
    for (;;) {
      state.ending = this.#endingAt(total)
      if (state.ending !== null) break
      await this.#turn()
      if (this.#signals.stop?.aborted) await this.#stop(client)
      if (this.#signals.finish?.aborted) continue
      await this.#step(client, total)
      if (state.step % every === 0 || state.step === total) await this.#look(client, predictions)
    }
    if (state.points.at(-1)?.step !== state.step) await this.#look(client, predictions)
    await writeState(folder, state)
  }

  #endingAt(total: number): FinetuneState['ending'] {
    const { step, points } = this.#options.state
    if (this.#signals.finish?.aborted) return 'by-hand'
    if (step >= total) return 'all-steps'
    return isHopeless(points) ? 'no-gain' : null
  }

  async #turn(): Promise<void> {
    this.#pace.pause()
    await this.#events.turn?.()
    this.#pace.resume()
  }

  async #step(client: Engine, total: number): Promise<void> {
    const { state, material } = this.#options
    const own = placesOfStep(material.taught.places, 'own', state.step, state.own)
    const known = placesOfStep(material.rehearsed.places, 'known', state.step, state.rehearsed)
    const photos = Buffer.concat([
      await material.taught.store.read(own),
      await material.rehearsed.store.read(known),
    ])
    const { meters, ms } = await client.step({
      photos: new Uint8Array(photos),
      keys: [...own, ...known.map((place) => rehearsedKeys + place)],
      // Each step is an epoch of its own: a photo is seen through another window every time.
      epoch: state.step,
      rehearsed: known.length,
    })
    state.step += 1
    state.seconds += ms / 1000
    state.losses.push(meters.loss_L1 ?? Number.NaN)
    this.#pace.tick()
    this.#events.onStep?.({ done: state.step, total, pace: this.#pace.pace(total - state.step) })
  }

  /** Judges, draws samples, keeps the weights if they are the best so far, and leaves a checkpoint. */
  async #look(client: Engine, before: AbMap[]): Promise<void> {
    const { state, folder, material } = this.#options
    const start = performance.now()
    const { store, places } = material.heldOut
    const { figures, predictions } = await judge(client, store, places)
    const point: FinetunePoint = {
      step: state.step,
      loss: meanOf(state.losses),
      heldOut: { rmse: figures.rmse, chromaRatio: figures.chromaRatio },
      drift: await driftOf(client, material.measured),
    }
    const isBest = state.points.every(({ heldOut }) => point.heldOut.rmse < heldOut.rmse)
    const sheet = sheetPath(folder, state.points.length + 1)
    await this.#writeSheet(before, predictions, sheet)
    state.points.push(point)
    state.losses = []
    if (isBest && state.step > 0) await this.#keepBest(client)
    state.seconds += (performance.now() - start) / 1000
    await this.#save(client)
    this.#events.onPoint?.(point, sheet)
  }

  async #writeSheet(before: AbMap[], now: AbMap[], output: string): Promise<void> {
    const { material, folder, imaging } = this.#options
    await mkdir(join(folder, 'sheets'), { recursive: true })
    const { store, places } = material.heldOut
    const pairs = before.map((ab, i) => [ab, now[i]])
    const rows = await sheetRows(store, places, pairs)
    await imaging.use((client) => client.trainingSheet({ rows, output }))
  }

  async #keepBest(client: Engine): Promise<void> {
    const { state, folder, material } = this.#options
    const best = join(folder, bestFolder(state.step))
    await rm(best, { recursive: true, force: true })
    const tuned = {
      base: state.base,
      strength: 1,
      created: new Date().toISOString(),
      result: resultOf(state, material.taught.places.length, material.heldOut.places.length),
    }
    await client.exportTuned({ folder: best, ...draftFacts(state.step), tuned })
  }

  /** Checkpoint first, then the state that names it: whatever stops the program, one pair fits together. */
  async #save(client: Engine): Promise<void> {
    const { folder, state } = this.#options
    const name = join('checkpoints', `step-${state.step}`)
    await mkdir(join(folder, 'checkpoints'), { recursive: true })
    if (state.checkpoint !== name) {
      await rm(join(folder, name), { recursive: true, force: true })
      await client.save({ folder: join(folder, name) })
    }
    state.checkpoint = name
    await writeState(folder, state)
    for (const entry of await readdir(join(folder, 'checkpoints'))) {
      if (join('checkpoints', entry) !== name) {
        await rm(join(folder, 'checkpoints', entry), { recursive: true, force: true })
      }
    }
  }

  async #stop(client: Engine): Promise<never> {
    await this.#save(client)
    throw stopped()
  }
}

function stopped(): TintypeError {
  return new TintypeError('cancelled', 'Fine-tuning was stopped.')
}

/** Folder, below the run's, of the model as it was after a step. */
export function bestFolder(step: number): string {
  return `best-${step}`
}

/** Sample pictures of a look: the first has number 1. */
export function sheetPath(folder: string, number: number): string {
  return join(folder, 'sheets', `${number}.jpg`)
}

export function stepsOf({ plan }: FinetuneState): number {
  return plan.tuning!.steps
}

/** What the model is called until somebody keeps it. */
function draftFacts(step: number) {
  return {
    id: 'draft',
    title: 'Draft',
    revision: `step ${step}`,
    licence: 'The weights belong to whoever taught them, under the terms of the base model.',
  }
}

/** Back to the very beginning, for a crash before the first checkpoint. */
function fresh(state: FinetuneState): Partial<FinetuneState> {
  return { ...state, step: 0, losses: [], seconds: 0, points: [], checkpoint: null, ending: null }
}

function isHopeless(points: readonly FinetunePoint[]): boolean {
  const best = bestPoint(points)
  return best !== undefined && points.length - 1 - points.indexOf(best) >= patience
}

async function driftOf(client: Engine, { store, places }: Shelf): Promise<number> {
  const { squared } = await client.drift({ photos: await store.read(places), count: places.length })
  return Math.sqrt(squared / places.length)
}

function meanOf(values: readonly number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}
