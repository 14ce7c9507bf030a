import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineChoice, EngineInfo, ModelReference } from '../../../shared/contract/engine.ts'
import type { FinetunePoint, FinetuneResult } from '../../../shared/contract/finetune.ts'
import type { ImagingContract, SheetRow } from '../../../shared/contract/imaging.ts'
import type { Tuned } from '../../../shared/contract/model.ts'
import type { Evaluation, Fit, Progress } from '../../../shared/contract/training.ts'
import type { TintypeError } from '../../../shared/errors.ts'
import type { Pool } from '../../transport/pool.ts'
import { type Pace, PaceMeter } from '../jobs/pace.ts'
import { followFit } from '../training/follow-fit.ts'
import { toRead } from '../training/pack-photos.ts'
import { checkpointsIn } from '../training/train-run.ts'
import type { Dataset } from './dataset.ts'
import { resultOf } from './finetune-result.ts'
import { type FinetuneState, freshState, readState, stepsOf, writeState } from './state.ts'

/** Evaluation steps, beside the one at the start. */
export const evaluations = 10
/** Evaluations without a better figure until there is nothing to hope for. */
const patience = 4
const samplePhotos = 3

export interface FinetuneEvents {
  /** Told when a training process has begun or taken up the run. */
  onBegin?: (info: EngineInfo) => void
  /** Told after each step. */
  onStep?: (step: { done: number; total: number; pace: Pace }) => void
  /** Told after each evaluation, with the path of the sheet of samples: grey, base, own, true. */
  onPoint?: (point: FinetunePoint, sheet: string) => void
  /** Told when the training process died and the run goes on from its last checkpoint. */
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
  engine: EngineChoice
  base: ModelReference
  dataset: Dataset
  imaging: Pool<ImagingContract>
}

/** Fine-tunes a model: takes up where its state stands, and leaves it where it stops. */
export class FinetuneRunner {
  readonly #options: FinetuneRunOptions
  readonly #events: FinetuneEvents
  readonly #signals: FinetuneSignals
  readonly #pace = new PaceMeter()
  /** Points that are told of once their checkpoint is there. */
  #untold: { point: FinetunePoint; sheet: string }[] = []

  constructor(options: FinetuneRunOptions, events: FinetuneEvents = {}, signals: FinetuneSignals = {}) {
    this.#options = options
    this.#events = events
    this.#signals = signals
  }

  /**
   * Trains to the end.
   * @throws `cancelled` after a stop, with a checkpoint to go on from; `training-diverged`;
   * `disk-full`; the training process's own
   */
  async run(): Promise<FinetuneResult> {
    const { folder, state, engine } = this.#options
    if (state.ending === null) {
      state.ending = await followFit({
        name: 'Fine-tuning',
        engine,
        priority: 'low',
        fit: () => this.#fit(),
        begun: (info) => this.#events.onBegin?.(info),
        turn: async ({ stepped }) => {
          if (stepped) this.#told(stepped.step)
          return { wish: await this.#turn() }
        },
        evaluated: ({ evaluation, samples }) => this.#record(evaluation, samples),
        saved: ({ checkpoint, progress }) => this.#save(checkpoint, progress),
        rewind: (crash) => this.#rewind(crash),
        checkpoint: () => state.checkpoint && join(folder, state.checkpoint),
      })
      await writeState(folder, state)
    }
    return this.#result()
  }

  #fit(): Fit {
    const { folder, state, base, dataset } = this.#options
    const { configuration, progress, checkpoint, own, rehearsed, points } = state
    const { training, rehearsal, heldOut, drift } = dataset
    const steps = stepsOf(state)
    return {
      configuration,
      from: { model: base, ...(checkpoint !== null && { checkpoint: join(folder, checkpoint) }) },
      progress,
      steps,
      training: { photos: toRead(training), batch: own },
      rehearsal: { photos: toRead(rehearsal), batch: rehearsed },
      evaluation: {
        photos: toRead(heldOut),
        every: Math.max(1, Math.ceil(steps / evaluations)),
        atEnds: true,
        samples: samplePhotos,
        drift: toRead(drift),
        past: points.map(({ step, heldOut: { rmse } }) => ({ step, rmse })),
      },
      patience,
      checkpoints: { ...checkpointsIn(folder, checkpoint), kept: 1 },
      model: { keep: 'best', folder },
    }
  }

  async #turn(): Promise<'go-on' | 'finish' | 'stop'> {
    const { stop, finish } = this.#signals
    this.#pace.pause()
    await this.#events.turn?.()
    this.#pace.resume()
    if (stop?.aborted) return 'stop'
    return finish?.aborted ? 'finish' : 'go-on'
  }

  #told(step: number): void {
    const total = stepsOf(this.#options.state)
    this.#pace.tick()
    this.#events.onStep?.({ done: step, total, pace: this.#pace.pace(total - step) })
  }

  /** Writes the sheet and remembers the point. @returns how the model would be described now */
  async #record({ step, meters, heldOut, drift }: Evaluation, rows: SheetRow[]): Promise<{ model: Draft }> {
    const { state, folder, imaging } = this.#options
    const { rmse, chromaRatio } = heldOut
    const point: FinetunePoint = {
      step,
      loss: meters.loss_L1 ?? null,
      heldOut: { rmse, chromaRatio },
      drift: drift!,
    }
    const sheet = sheetPath(folder, state.points.length + 1)
    await mkdir(join(folder, 'sheets'), { recursive: true })
    await imaging.use((client) => client.trainingSheet({ rows, output: sheet }))
    state.points.push(point)
    this.#untold.push({ point, sheet })
    return { model: this.#draft(step) }
  }

  /** What the model is called until somebody keeps it. */
  #draft(step: number): Draft {
    return {
      id: 'draft',
      title: 'Draft',
      revision: `step ${step}`,
      licence: 'The weights belong to whoever trained them, under the terms of the base model.',
      tuned: {
        base: this.#options.state.base,
        strength: 1,
        created: new Date().toISOString(),
        result: this.#result(),
      },
    }
  }

  async #save(checkpoint: string, progress: Progress): Promise<Record<string, never>> {
    const { state, folder } = this.#options
    Object.assign(state, { checkpoint: join('checkpoints', checkpoint), progress })
    await writeState(folder, state)
    for (const { point, sheet } of this.#untold.splice(0)) this.#events.onPoint?.(point, sheet)
    return {}
  }

  /** Back to what the last checkpoint goes with, or to the very beginning. */
  async #rewind(crash: TintypeError): Promise<void> {
    this.#events.onCrash?.(crash)
    this.#untold = []
    const { folder, state } = this.#options
    Object.assign(state, (await readState(folder)) ?? freshState)
  }

  #result(): FinetuneResult {
    const { state, dataset } = this.#options
    return resultOf(state, dataset.training.indices.length, dataset.heldOut.indices.length)
  }
}

interface Draft {
  id: string
  title: string
  revision: string
  licence: string
  tuned: Tuned
}

/** Sample pictures of an evaluation: the first has number 1. */
export function sheetPath(folder: string, number: number): string {
  return join(folder, 'sheets', `${number}.jpg`)
}
