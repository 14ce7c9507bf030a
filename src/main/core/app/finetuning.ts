import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import PQueue from 'p-queue'
import type { AppContract } from '../../../shared/contract/app.ts'
import type { EngineId } from '../../../shared/contract/engine.ts'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { photoQuerySchema, settingsSchema } from '../../../shared/contract/library.ts'
import { TintypeError, toWireError } from '../../../shared/errors.ts'
import { Random } from '../../../shared/random.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { durationsOf, suitabilityOf } from '../finetune/fitness.ts'
import { keepModel } from '../finetune/keep.ts'
import { leastPhotos } from '../finetune/lesson.ts'
import { type Material, openMaterial } from '../finetune/material.ts'
import { openState, requireTeachable } from '../finetune/plan.ts'
import { resultOf } from '../finetune/result.ts'
import { type FinetuneEvents, FinetuneRunner, sheetPath, stepsOf } from '../finetune/runner.ts'
import { type FinetuneState, readState } from '../finetune/state.ts'
import { findModel } from '../models/registry.ts'
import { samplePhotos } from '../samples.ts'
import type { AppContext } from './context.ts'
import { type FinetuneRecord, findRecord, removeRun, runFolder, writeRecord } from './finetune-record.ts'

/** Photos of the library, beside those that teach, whose colours should stay. */
const mostOthers = 60
/** How often it is asked whether the user still colours, ms. */
const askEvery = 500
/** Progress is told at most so often, ms. */
const tellEvery = 200

type Context = Pick<AppContext, 'library' | 'workforce' | 'events'>

/** What is under way. */
interface Activity {
  kind: 'examining' | 'training'
  stop: AbortController
  finish: AbortController
  ended: Promise<void>
  progress: FinetuneRun['progress']
  waiting: boolean
}

/** Fine-tuning in the app: one run at a time, kept in the library's folder until it is decided on. */
export class Finetuning {
  readonly #context: Context
  readonly #root: string
  readonly #engine: () => EngineId | 'auto'
  #record: FinetuneRecord | undefined
  #state: FinetuneState | undefined
  #activity: Activity | undefined
  /** What is asked for twice at the same moment is done once, and refused once. */
  readonly #oneAtATime = new PQueue({ concurrency: 1 })
  #timer: NodeJS.Timeout | undefined

  constructor(context: Context, engine: () => EngineId | 'auto') {
    this.#context = context
    this.#root = join(context.library.layout.folder, 'finetune')
    this.#engine = engine
  }

  /** Goes on with what an earlier life of the program left, unless it was paused. */
  async resume(): Promise<void> {
    this.#record = await findRecord(this.#root)
    if (!this.#record) return
    this.#state = await readState(this.#folder).catch(() => undefined)
    const { name, paused, fitness, error } = this.#record
    if (paused || error !== null || this.#state?.ending) return
    if (fitness === null) this.#examine()
    else if (name !== null) this.#train()
  }

  /** Path of a sheet of sample pictures. Errors: `file-not-found`. */
  sheet(run: string, number: number): string {
    if (this.#record?.id !== run || number < 1 || number > (this.#state?.points.length ?? 0)) {
      throw new TintypeError('file-not-found', 'There are no such sample pictures.')
    }
    return sheetPath(this.#folder, number)
  }

  /** Leaves a checkpoint and ends. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#stop()
    await this.#oneAtATime.onIdle()
  }

  get handlers() {
    const inTurn = <A, T>(work: (args: A) => Promise<T>) => {
      return (args: A): Promise<T> => this.#oneAtATime.add(() => work(args))
    }
    return {
      'finetune.current': () => ({ run: this.#view() }),
      'finetune.examine': inTurn(async ({ ids }) => {
        if (this.#record) {
          throw new TintypeError('bad-request', 'Another fine-tuning is there. Keep or discard it first.')
        }
        const id = randomUUID()
        const photos = [...new Set(ids)]
        const record: FinetuneRecord = {
          ...{ id, photos, others: await this.#othersThan(photos), fitness: null },
          ...{ name: null, preset: null, base: null, paused: false, error: null },
        }
        await writeRecord(this.#root, record)
        this.#record = record
        this.#examine()
        return { id }
      }),
      'finetune.begin': inTurn(async ({ id, name, preset, base }) => {
        const record = this.#require(id, 'ready')
        requireTeachable(await findModel(base))
        if ((record.fitness?.usable ?? 0) < leastPhotos) {
          throw new TintypeError('photos-unfit', `At least ${leastPhotos} photographs in colour are needed.`)
        }
        Object.assign(record, { name, preset, base })
        await this.#remember()
        this.#train()
        return {}
      }),
      'finetune.pause': inTurn(async ({ id, paused }) => {
        const record = this.#require(id, 'training', 'waiting', 'paused', 'failed', 'examining')
        record.paused = paused
        if (paused) await this.#stop()
        else {
          record.error = null
          if (!this.#activity) this.#goOn()
        }
        await this.#remember()
        return {}
      }),
      'finetune.finish': ({ id }) => {
        this.#require(id, 'training', 'waiting')
        this.#activity?.finish.abort()
        return {}
      },
      'finetune.keep': inTurn(async ({ id, name }) => {
        this.#require(id, 'finished')
        const { result } = this.#view()!
        const { file } = await keepModel(this.#folder, result!, name)
        this.#context.events.tell('models.changed', {})
        await this.#forget()
        return { model: file.id }
      }),
      'finetune.discard': inTurn(async ({ id }) => {
        this.#require(id)
        await this.#stop()
        await this.#forget()
        return {}
      }),
    } satisfies Partial<Handlers<AppContract>>
  }

  get #folder(): string {
    return runFolder(this.#root, this.#record!)
  }

  #goOn(): void {
    if (this.#record?.fitness === null) this.#examine()
    else this.#train()
  }

  #examine(): void {
    this.#start('examining', async (activity) => {
      const record = this.#record!
      const material = await this.#material(activity)
      try {
        const base = await findModel(settingsSchema.shape.model.parse(undefined))
        const { photos } = this.#context.library
        const ids = new Map(photos.paths(record.photos).map(({ id, path }) => [path, id]))
        const known = (path: string): number | null => ids.get(path) ?? null
        const presets = await durationsOf(material, base, this.#engine(), activity.stop.signal)
        record.fitness = { ...suitabilityOf(material, known), presets }
      } finally {
        await material.close()
      }
      await this.#remember()
    })
  }

  #train(): void {
    this.#start('training', async (activity) => {
      const { base, preset } = this.#record!
      const model = await findModel(base!)
      const material = await this.#material(activity)
      try {
        const state = await openState(this.#folder, material, model, { preset: preset! })
        this.#state = state
        const options = {
          ...{ folder: this.#folder, state, engine: this.#engine(), base: model.place, material },
          imaging: this.#context.workforce.imaging,
        }
        const events: FinetuneEvents = {
          onStep: ({ done, total, pace }) => {
            activity.progress = { done, total, left: pace.left ?? null }
            this.#changedSoon()
          },
          onPoint: () => this.#changed(),
          turn: () => this.#turn(activity),
        }
        activity.progress = { done: state.step, total: stepsOf(state), left: null }
        this.#changed()
        const signals = { stop: activity.stop.signal, finish: activity.finish.signal }
        await new FinetuneRunner(options, events, signals).run()
      } finally {
        await material.close()
      }
    })
  }

  #material(activity: Activity): Promise<Material> {
    const { photos, others } = this.#record!
    const paths = this.#context.library.photos.paths(photos).map(({ path }) => path)
    const order = { folder: this.#folder, photos: paths, others }
    const onProgress = (done: number, total: number): void => {
      if (activity.kind !== 'examining') return
      activity.progress = { done, total, left: null }
      this.#changedSoon()
    }
    return openMaterial(order, this.#context.workforce.imaging, onProgress, activity.stop.signal)
  }

  /** Waits while the user colours. */
  async #turn(activity: Activity): Promise<void> {
    const { workforce } = this.#context
    const { stop, finish } = activity
    while (workforce.isColouring && !stop.signal.aborted && !finish.signal.aborted) {
      if (!activity.waiting) {
        activity.waiting = true
        this.#changed()
      }
      await delay(askEvery)
    }
    activity.waiting = false
  }

  #start(kind: Activity['kind'], work: (activity: Activity) => Promise<void>): void {
    const activity: Activity = {
      kind,
      stop: new AbortController(),
      finish: new AbortController(),
      ended: Promise.resolve(),
      progress: null,
      waiting: false,
    }
    this.#activity = activity
    this.#changed()
    activity.ended = work(activity).then(
      () => this.#ended(),
      (thrown) => this.#ended(thrown),
    )
  }

  async #ended(thrown?: unknown): Promise<void> {
    this.#activity = undefined
    const error = thrown === undefined ? null : toWireError(thrown)
    if (error && error.kind !== 'cancelled' && this.#record) {
      this.#record.error = error
      await this.#remember().catch((also) => this.#context.events.notice(also))
    }
    this.#changed()
  }

  async #stop(): Promise<void> {
    const activity = this.#activity
    activity?.stop.abort()
    await activity?.ended
  }

  async #forget(): Promise<void> {
    const record = this.#record!
    this.#record = undefined
    this.#state = undefined
    this.#changed()
    await removeRun(this.#root, record)
  }

  async #remember(): Promise<void> {
    await writeRecord(this.#root, this.#record!)
    this.#changed()
  }

  async #othersThan(photos: readonly number[]): Promise<string[]> {
    const { library } = this.#context
    const taught = new Set(photos)
    const others = library.photos.ids(photoQuerySchema.parse({})).filter((id) => !taught.has(id))
    const some = new Random(1, 'others').shuffled(others).slice(0, mostOthers)
    return [...library.photos.paths(some).map(({ path }) => path), ...(await samplePhotos())]
  }

  #require(id: string, ...states: FinetuneRun['state'][]): FinetuneRecord {
    const run = this.#view()
    if (run?.id !== id || !this.#record) {
      throw new TintypeError('bad-request', 'This fine-tuning is no longer there.')
    }
    if (states.length > 0 && !states.includes(run.state)) {
      throw new TintypeError('bad-request', `This cannot be done with a fine-tuning that is ${run.state}.`)
    }
    return this.#record
  }

  #view(): FinetuneRun | null {
    const record = this.#record
    if (!record) return null
    const { id, fitness, name, preset, base, error } = record
    const state = this.#state
    const points = state?.points ?? []
    const isDone = !this.#activity && state?.ending != null && fitness !== null
    return {
      ...{ id, fitness, name, preset, base, error, points },
      state: this.#stateOf(record),
      progress: this.#activity?.progress ?? null,
      sheet: points.length,
      result: isDone ? resultOf(state, fitness.usable - fitness.heldOut, fitness.heldOut) : null,
      resumable: error !== null || record.paused,
    }
  }

  #stateOf({ error, name, fitness }: FinetuneRecord): FinetuneRun['state'] {
    const activity = this.#activity
    if (activity) return activity.waiting ? 'waiting' : activity.kind
    if (error) return 'failed'
    if (this.#state?.ending) return 'finished'
    return name === null && fitness !== null ? 'ready' : 'paused'
  }

  #changedSoon(): void {
    this.#timer ??= setTimeout(() => this.#changed(), tellEvery).unref()
  }

  #changed(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#context.events.tell('finetune.changed', { run: this.#view() })
  }
}
