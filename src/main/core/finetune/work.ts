import { setTimeout as delay } from 'node:timers/promises'
import { defaultModel, type EngineChoice } from '../../../shared/contract/engine.ts'
import type { DatasetReport } from '../../../shared/contract/finetune.ts'
import { photoQuerySchema } from '../../../shared/contract/library.ts'
import { Random } from '../../../shared/random.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import { samplePhotos } from '../files/sample-photos.ts'
import type { Library } from '../library/index.ts'
import { findModel } from '../models/registry.ts'
import { type PhotoReference, referenceOf } from '../training/photo-reference.ts'
import type { WorkerPools } from '../workers/pools.ts'
import type { Activity } from './activity.ts'
import { openState } from './configuration.ts'
import { type Dataset, openDataset } from './dataset.ts'
import { durationsOf, suitabilityOf } from './dataset-report.ts'
import { type FinetuneEvents, FinetuneRunner } from './finetune-run.ts'
import type { FinetuneRecord } from './record.ts'
import { stepsDone } from './run-view.ts'
import type { FinetuneState } from './state.ts'

/** Photos of the library, beside those to be learnt from, whose colours should stay. */
const mostOthers = 60
/** How often it is asked whether the user still colours, ms. */
const askEvery = 500

/** One run with its folder, and whom to tell of it. */
export interface Task {
  record: FinetuneRecord
  folder: string
  activity: Activity
  changed: () => void
  /** For what changes many times a second. */
  changedSoon: () => void
}

/** What a run of fine-tuning has to do, with an open library's photos and workers. */
export class FinetuneWork {
  readonly #context: { library: Library; pools: WorkerPools }
  readonly #engine: () => EngineChoice

  constructor(context: { library: Library; pools: WorkerPools }, engine: () => EngineChoice) {
    this.#context = context
    this.#engine = engine
  }

  /** Photos whose colours should stay: others of the library, and the samples. */
  async othersThan(photos: readonly number[]): Promise<PhotoReference[]> {
    const { library } = this.#context
    const own = new Set(photos)
    const others = library.photos.ids(photoQuerySchema.parse({})).filter((id) => !own.has(id))
    const some = new Random(1, 'others').shuffled(others).slice(0, mostOthers)
    return [
      ...this.#references(some).map(({ reference }) => reference),
      ...(await samplePhotos()).map((path) => ({ path })),
    ]
  }

  /** Finds out which photos can be learnt from. @throws as `openDataset` and `durationsOf`. */
  async examine(task: Task): Promise<void> {
    const dataset = await this.#dataset(task)
    const base = await findModel(defaultModel)
    const presets = await durationsOf(dataset, base, this.#engine(), task.activity.stop.signal)
    task.record.report = { ...this.#suitability(task, dataset), presets }
  }

  /**
   * Trains to the end, or until it is stopped.
   * @param onState told, before the first step, where the run stands; it moves with every step
   * @throws as `openDataset`, `openState` and `FinetuneRunner`.
   */
  async train(task: Task, onState: (state: FinetuneState) => void): Promise<void> {
    const { record, folder, activity, changed, changedSoon } = task
    const model = await findModel(record.base!)
    const dataset = await this.#dataset(task)
    // Files may have changed since they were examined: figures are of those that are there.
    Object.assign(record.report!, this.#suitability(task, dataset))
    const state = await openState(folder, dataset, model, { preset: record.preset! })
    activity.progress = stepsDone(state)
    onState(state)
    const events: FinetuneEvents = {
      onStep: ({ done, total, pace }) => {
        activity.progress = { done, total, left: pace.left ?? null }
        changedSoon()
      },
      onPoint: changed,
      turn: () => this.#turn(task),
    }
    const options = {
      ...{ folder, state, engine: this.#engine(), base: model.reference, dataset },
      imaging: this.#context.pools.imaging,
    }
    const signals = { stop: activity.stop.signal, finish: activity.finish.signal }
    await new FinetuneRunner(options, events, signals).run()
  }

  #dataset({ record, folder, activity, changedSoon }: Task): Promise<Dataset> {
    const { photos, others } = record
    const own = this.#references(photos).map(({ reference }) => reference)
    const onProgress = (done: number, total: number): void => {
      if (activity.kind !== 'examining') return
      activity.progress = { done, total, left: null }
      changedSoon()
    }
    const { imaging } = this.#context.pools
    return openDataset({ folder, photos: own, others }, imaging, onProgress, activity.stop.signal)
  }

  #suitability({ record }: Task, dataset: Dataset): Omit<DatasetReport, 'presets'> {
    const ids = new Map(
      this.#references(record.photos).map(({ id, reference }) => [photoNameEn(reference), id]),
    )
    return suitabilityOf(dataset, (reference) => ids.get(photoNameEn(reference)) ?? null)
  }

  #references(photos: readonly number[]): { id: number; reference: PhotoReference }[] {
    const known = this.#context.library.photos.references(photos)
    return known.map((photo) => ({ id: photo.id, reference: referenceOf(photo) }))
  }

  /** Waits while the user colours. */
  async #turn({ activity, changed }: Task): Promise<void> {
    const { pools } = this.#context
    const { stop, finish } = activity
    while (pools.isColouring && !stop.signal.aborted && !finish.signal.aborted) {
      if (!activity.waiting) {
        activity.waiting = true
        changed()
      }
      await delay(askEvery)
    }
    activity.waiting = false
  }
}
