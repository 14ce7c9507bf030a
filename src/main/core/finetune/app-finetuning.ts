import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import PQueue from 'p-queue'
import type { EngineChoice } from '../../../shared/contract/engine.ts'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { TintypeError, toWireError } from '../../../shared/errors.ts'
import type { AppEventHub } from '../events.ts'
import type { Library } from '../library/index.ts'
import type { ModelChanges } from '../models/model-changes.ts'
import { findModel } from '../models/registry.ts'
import type { WorkerPools } from '../workers/pools.ts'
import { type Activity, newActivity } from './activity.ts'
import { requireEnough, requireTrainable } from './configuration.ts'
import { sheetPath } from './finetune-run.ts'
import { keepModel } from './keep.ts'
import { type FinetuneRecord, findRecord, removeRun, runFolder, writeRecord } from './record.ts'
import { stepsDone, viewOf } from './run-view.ts'
import { type FinetuneState, readState } from './state.ts'
import { FinetuneWork, type Task } from './work.ts'

/** Progress is told at most so often, ms. */
const tellEvery = 200

interface Context {
  library: Library
  pools: WorkerPools
  models: ModelChanges
  events: AppEventHub
}

/** Fine-tuning in the app: one run at a time, kept in the library's folder until it is decided on. */
export class Finetuning {
  readonly #context: Context
  readonly #root: string
  readonly #work: FinetuneWork
  #record: FinetuneRecord | undefined
  #state: FinetuneState | undefined
  #activity: Activity | undefined
  /** What is asked for twice at the same moment is done once, and refused once. */
  readonly #oneAtATime = new PQueue({ concurrency: 1 })
  #timer: NodeJS.Timeout | undefined
  #isClosing = false

  constructor(context: Context, engine: () => EngineChoice) {
    this.#context = context
    this.#root = join(context.library.layout.folder, 'finetune')
    this.#work = new FinetuneWork(context, engine)
  }

  /** Goes on with what an earlier life of the program left, unless it was paused. */
  async resume(): Promise<void> {
    this.#record = await findRecord(this.#root)
    if (!this.#record) return
    this.#state = await readState(this.#folder).catch(() => undefined)
    const { name, paused, report, error } = this.#record
    if (paused || error !== null || this.#state?.ending) return
    if (report === null || name !== null) this.#goOn()
  }

  /** Path of a sheet of sample pictures. @throws `file-not-found`. */
  sheet(run: string, number: number): string {
    if (this.#record?.id !== run || number < 1 || number > (this.#state?.points.length ?? 0)) {
      throw new TintypeError('file-not-found', 'There are no such sample pictures.')
    }
    return sheetPath(this.#folder, number)
  }

  /** Leaves a checkpoint and ends. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.#stop()
    await this.#oneAtATime.onIdle()
  }

  /** The run that is there, as the user sees it. */
  current(): FinetuneRun | null {
    const record = this.#record
    return record ? viewOf({ record, state: this.#state, activity: this.#activity }) : null
  }

  /** Begins a run by looking at its photos. @returns its id. @throws `bad-request` where one is there. */
  examine(ids: readonly number[]): Promise<string> {
    return this.#oneAtATime.add(async () => {
      if (this.#record) {
        throw new TintypeError('bad-request', 'Another fine-tuning is there. Keep or discard it first.')
      }
      const id = randomUUID()
      const photos = [...new Set(ids)]
      const record: FinetuneRecord = {
        ...{ id, photos, others: await this.#work.othersThan(photos), report: null },
        ...{ name: null, preset: null, base: null, paused: false, error: null },
      }
      await writeRecord(this.#root, record)
      this.#record = record
      this.#examine()
      return id
    })
  }

  /** @throws `bad-request`, `photos-unfit`, `model-*`. */
  begin(id: string, chosen: Pick<FinetuneRun, 'name' | 'preset'> & { base: string }): Promise<void> {
    return this.#oneAtATime.add(async () => {
      const record = this.#require(id, 'ready')
      requireTrainable(await findModel(chosen.base))
      requireEnough(record.report?.usable ?? 0)
      Object.assign(record, chosen)
      await this.#remember()
      this.#train()
    })
  }

  pause(id: string, paused: boolean): Promise<void> {
    return this.#oneAtATime.add(async () => {
      const record = this.#require(id, 'training', 'waiting', 'paused', 'failed', 'examining')
      record.paused = paused
      if (paused) await this.#stop()
      else record.error = null
      // Before anything goes on: what ends writes the record as well.
      await this.#remember()
      if (!paused && !this.#activity) this.#goOn()
    })
  }

  /** Ends training early; the best so far is the result. */
  finish(id: string): void {
    this.#require(id, 'training', 'waiting')
    this.#activity?.finish.abort()
  }

  /** Installs the result as a model of that name. @returns its id */
  keep(id: string, name: string): Promise<string> {
    return this.#oneAtATime.add(async () => {
      this.#require(id, 'finished')
      const { result } = this.current()!
      const { file } = await this.#context.models.make(() => keepModel(this.#folder, result!, name))
      await this.#forget()
      return file.id
    })
  }

  discard(id: string): Promise<void> {
    return this.#oneAtATime.add(async () => {
      this.#require(id)
      await this.#stop()
      await this.#forget()
    })
  }

  get #folder(): string {
    return runFolder(this.#root, this.#record!)
  }

  #goOn(): void {
    if (this.#record?.report === null) this.#examine()
    else this.#train()
  }

  #examine(): void {
    this.#start(newActivity('examining', null), (task) => this.#work.examine(task))
  }

  #train(): void {
    this.#start(newActivity('training', stepsDone(this.#state)), (task) =>
      this.#work.train(task, (state) => {
        this.#state = state
        this.#changed()
      }),
    )
  }

  #start(activity: Activity, work: (task: Task) => Promise<void>): void {
    // What is asked for now goes on when the library is opened again.
    if (this.#isClosing) return
    this.#activity = activity
    this.#changed()
    const task: Task = {
      ...{ record: this.#record!, folder: this.#folder, activity },
      changed: () => this.#changed(),
      changedSoon: () => this.#changedSoon(),
    }
    activity.ended = work(task).then(
      () => this.#ended(),
      (thrown) => this.#ended(thrown),
    )
  }

  async #ended(thrown?: unknown): Promise<void> {
    const record = this.#record!
    const error = thrown === undefined ? null : toWireError(thrown)
    if (error && error.kind !== 'cancelled') record.error = error
    // Under way until the record is written: who discards the run waits for that.
    await writeRecord(this.#root, record).catch((also) => this.#context.events.notice(also))
    this.#activity = undefined
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

  #require(id: string, ...states: FinetuneRun['state'][]): FinetuneRecord {
    const run = this.current()
    if (run?.id !== id || !this.#record) {
      throw new TintypeError('bad-request', 'This fine-tuning is no longer there.')
    }
    if (states.length > 0 && !states.includes(run.state)) {
      throw new TintypeError('bad-request', `This cannot be done with a fine-tuning that is ${run.state}.`)
    }
    return this.#record
  }

  #changedSoon(): void {
    this.#timer ??= setTimeout(() => this.#changed(), tellEvery).unref()
  }

  #changed(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#context.events.tell('finetune.changed', { run: this.current() })
  }
}
