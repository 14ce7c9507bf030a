import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { EngineChoice, EngineInfo, ModelReference } from '../../../shared/contract/engine.ts'
import type { ImagingContract, SheetRow } from '../../../shared/contract/imaging.ts'
import type { EpochRow, Evaluation, Fit, Meters, Progress } from '../../../shared/contract/training.ts'
import type { TintypeError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import type { Pool } from '../../transport/pool.ts'
import { type Pace, PaceMeter } from '../jobs/pace.ts'
import { logOf } from './curves.ts'
import { followFit } from './follow-fit.ts'
import { type PackedPhotos, toRead } from './pack-photos.ts'
import { openRun, type RunState, writeRun } from './run-state.ts'
import type { Split } from './split.ts'
import { reportOf } from './training-report.ts'

/** Photos on a contact sheet. */
export const sheetPhotos = 6
/** Checkpoints that are kept. */
const checkpointsKept = 2

export interface TrainingEvents {
  /** Told when a training process has begun or taken up the run. */
  onBegin?: (begun: { info: EngineInfo; parameters: number; steps: number }) => void
  /** Told after each step; `done` of `total` steps of the whole run. */
  onStep?: (step: { epoch: number; done: number; total: number; meters: Meters; pace: Pace }) => void
  onEpoch?: (row: EpochRow, sheet: string) => void
  /** Told when the training process died and the run goes on from its last checkpoint. */
  onCrash?: (error: TintypeError) => void
}

export interface RunOptions {
  /** Folder of the run. */
  folder: string
  state: RunState
  epochs: number
  engine: EngineChoice
  init: ModelReference | undefined
  photos: PackedPhotos
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
  readonly #perEpoch: number
  readonly #pace = new PaceMeter()
  /** Epochs that are told of once their checkpoint is there. */
  #untold: { row: EpochRow; sheet: string }[] = []

  constructor(options: RunOptions, events: TrainingEvents = {}, signal?: AbortSignal) {
    this.#options = options
    this.#events = events
    this.#signal = signal
    this.#perEpoch = Math.ceil(options.split.training.length / options.state.batch)
  }

  /**
   * Trains until the last epoch is done and writes the model.
   * @throws `cancelled` after a stop, with a checkpoint to go on from; `training-diverged`;
   * `disk-full`; the training process's own
   */
  async run(): Promise<void> {
    const { engine, folder, state } = this.#options
    await followFit({
      name: 'Training',
      engine,
      priority: 'normal',
      fit: () => this.#fit(),
      begun: (info, { parameters, step }) => this.#events.onBegin?.({ info, parameters, steps: step }),
      turn: ({ stepped }) => {
        if (stepped) this.#told(stepped)
        return { wish: this.#signal?.aborted ? 'stop' : 'go-on' }
      },
      evaluated: ({ evaluation, samples }) => this.#record(evaluation, samples),
      saved: ({ checkpoint, progress }) => this.#save(checkpoint, progress),
      rewind: (crash) => this.#rewind(crash),
      checkpoint: () => state.checkpoint && join(folder, state.checkpoint),
    })
  }

  #fit(): Fit {
    const { folder, state, init, epochs, photos, split, model } = this.#options
    const { configuration, batch, checkpoint, progress, history } = state
    const epochsDone = Math.max(epochs, Math.floor(progress.step / this.#perEpoch))
    return {
      configuration,
      from:
        checkpoint !== null
          ? { checkpoint: join(folder, checkpoint) }
          : init
            ? { model: init }
            : { fresh: true },
      progress,
      steps: epochs * this.#perEpoch,
      training: { photos: toRead({ packed: photos, indices: split.training }), batch },
      evaluation: {
        photos: toRead({ packed: photos, indices: split.validation }),
        every: this.#perEpoch,
        atEnds: false,
        samples: sheetPhotos,
        past: history.map(({ steps, validation }) => ({ step: steps, rmse: validation.rmse })),
      },
      checkpoints: { ...checkpointsIn(folder, checkpoint), kept: checkpointsKept },
      model: {
        keep: 'last',
        folder: join(folder, 'model'),
        info: {
          ...model,
          revision: `epoch ${epochsDone}`,
          licence: 'The weights belong to whoever trained them.',
        },
      },
    }
  }

  #told({ step, meters }: { step: number; meters: Meters }): void {
    this.#pace.tick()
    const total = this.#options.epochs * this.#perEpoch
    this.#events.onStep?.({
      epoch: Math.ceil(step / this.#perEpoch),
      done: step,
      total,
      meters,
      pace: this.#pace.pace(total - step),
    })
  }

  async #record(
    { step, seconds, meters, heldOut }: Evaluation,
    samples: SheetRow[],
  ): Promise<{ model: null }> {
    const { state, folder, imaging } = this.#options
    const epoch = step / this.#perEpoch
    const row: EpochRow = { epoch, steps: step, seconds, meters, validation: heldOut }
    const sheet = join(folder, 'sheets', `epoch-${String(epoch).padStart(3, '0')}.jpg`)
    await mkdir(join(folder, 'sheets'), { recursive: true })
    await imaging.use((client) => client.trainingSheet({ rows: samples, output: sheet }))
    state.history.push(row)
    this.#untold.push({ row, sheet })
    return { model: null }
  }

  async #save(checkpoint: string, progress: Progress): Promise<Record<string, never>> {
    const { state, folder, model } = this.#options
    Object.assign(state, { checkpoint: join('checkpoints', checkpoint), progress })
    await writeRun(folder, state)
    if (this.#untold.length > 0) {
      await writeAtomically(join(folder, 'log.csv'), logOf(state.history))
      await writeAtomically(join(folder, 'report.html'), reportOf(state, model.title))
    }
    for (const { row, sheet } of this.#untold.splice(0)) this.#events.onEpoch?.(row, sheet)
    return {}
  }

  /** Back to what the last checkpoint goes with. */
  async #rewind(crash: TintypeError): Promise<void> {
    this.#events.onCrash?.(crash)
    this.#untold = []
    const { folder, state } = this.#options
    const { configuration, batch, fit, validation, data, from } = state
    Object.assign(state, await openRun(folder, { configuration, batch, fit, validation, data, from }))
  }
}

/** Where a run in `folder` keeps its checkpoints, and the name of its newest. */
export function checkpointsIn(folder: string, newest: string | null): Omit<Fit['checkpoints'], 'kept'> {
  return { folder: join(folder, 'checkpoints'), newest: newest === null ? null : basename(newest) }
}
