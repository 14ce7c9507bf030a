import type { AppContract, Batch, JobRow } from '../../../shared/contract/app.ts'
import { type ErrorKind, TintypeError, type WireError } from '../../../shared/errors.ts'
import type { JobCounts } from '../../../shared/jobs.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { findFiles } from '../import/find-files.ts'
import { enterBadFile, isBadFile } from '../import/import-file.ts'
import { PaceMeter } from '../jobs/pace.ts'
import { type Attempt, Queue, type Report } from '../jobs/queue.ts'
import type { BatchKind, Batch as StoredBatch, StoredJob } from '../jobs/sqlite-store.ts'
import { colorizeJob } from './colorize-job.ts'
import type { AppContext } from './context.ts'
import { exportJob } from './export-job.ts'
import { importJob } from './import-job.ts'
import type { AppJob, AppOutcome, AppTask, ImportPlan } from './tasks.ts'

/** How long after trouble with the database the queue tries again, ms. */
const patience = 10_000

/** Failures that have nothing to do with the photo: the next one would meet them too. */
const notThePhotos: ReadonlySet<ErrorKind> = new Set([
  ...(['disk-full', 'output-unwritable', 'engine-missing', 'worker-start'] as const),
  ...(['model-missing', 'model-damaged', 'model-foreign'] as const),
])

/** Runs the library's queue: imports, colourings and exports, in batches. */
export class Batches {
  readonly #context: AppContext
  readonly #queue: Queue<AppTask, AppOutcome>
  readonly #meters = new Map<number, PaceMeter>()
  #again: NodeJS.Timeout | undefined
  #closed = false

  /** @param concurrency jobs at the same time */
  constructor(context: AppContext, concurrency: number) {
    this.#context = context
    this.#queue = new Queue<AppTask, AppOutcome>({
      store: context.jobs,
      concurrency,
      run: (job, report, signal) => this.#runJob(job, report, signal),
      onStart: ({ batch }) => {
        this.#meter(batch)
        context.events.batchChanged(batch)
      },
      onFailure: (job, error) => keepFailure(job, error, context),
      onSettled: (job) => this.#settled(job),
    })
  }

  /** Goes on with what an earlier run of the program left. */
  resume(): void {
    const { jobs, library } = this.#context
    // Nothing runs yet that could want a map which no version names.
    if (jobs.requeueInterrupted() > 0) library.tidy()
    for (const batch of jobs.planned()) void this.#fulfil(batch)
    this.wake()
  }

  /** @returns the id of a new batch of these jobs */
  start(kind: BatchKind, title: string, tasks: AppTask[]): number {
    const { jobs } = this.#context
    const batch = jobs.transaction(() => {
      const id = jobs.createBatch(title, kind)
      jobs.add(tasks, { batch: id })
      return id
    })
    this.#changed(batch)
    this.wake()
    return batch
  }

  /** @returns the id of a new batch whose jobs are made when the folders have been searched */
  startImport(title: string, plan: ImportPlan): number {
    const batch = this.#context.jobs.createBatch(title, 'import', plan)
    this.#changed(batch)
    void this.#fulfil(batch)
    return batch
  }

  /** Runs what waits. */
  wake(): void {
    if (this.#closed) return
    this.#queue.run().catch((thrown) => {
      // The database itself refuses: a full disk, for example. What was in work waits for the next start.
      this.#context.events.notice(thrown)
      clearTimeout(this.#again)
      this.#again = setTimeout(() => this.wake(), patience).unref()
    })
  }

  /** Batches as the user sees them; those that were forgotten are left out. */
  view(ids: readonly number[]): Batch[] {
    return ids.flatMap((id) => {
      const batch = this.#context.jobs.batch(id)
      return batch ? [this.#view(batch)] : []
    })
  }

  /** Leaves what runs as a crash would. Call before workers are ended. */
  async close(endWorkers: () => Promise<void>): Promise<void> {
    this.#closed = true
    clearTimeout(this.#again)
    const stopped = this.#queue.stop()
    await endWorkers()
    await stopped
  }

  get handlers() {
    const { jobs } = this.#context
    return {
      'batches.list': () => ({ batches: jobs.batches().map((batch) => this.#view(batch)) }),
      'batches.jobs': ({ batch, states, after, limit }) => {
        const filter = { batch, limit, ...(states && { states }), ...(after !== undefined && { after }) }
        return { jobs: this.#rows(jobs.list(filter)) }
      },
      'batches.pause': ({ id, paused }) => {
        this.#known(id)
        jobs.setPaused(id, paused)
        if (paused) this.#meters.get(id)?.pause()
        else this.#meters.get(id)?.resume()
        return this.#done(id)
      },
      'batches.cancel': ({ id }) => {
        this.#known(id)
        jobs.fulfil(id)
        this.#queue.cancel(id)
        return this.#done(id)
      },
      'batches.retry': ({ id }) => {
        this.#known(id)
        this.#meters.delete(id)
        jobs.retryFailed(id)
        return this.#done(id)
      },
      'batches.first': ({ id }) => {
        this.#known(id)
        jobs.putFirst(id)
        return this.#done(id)
      },
      'batches.clear': ({ id }) => {
        jobs.forgetSettled(id)
        this.#context.folders.forget(id)
        this.#meters.delete(id)
        return this.#done(id)
      },
    } satisfies Partial<Handlers<AppContract>>
  }

  /** Searches the folders of an import; after a crash again, since nothing was added before the end. */
  async #fulfil(batch: number): Promise<void> {
    const { jobs, library, events } = this.#context
    try {
      const plan = jobs.plan(batch) as ImportPlan | undefined
      if (!plan) return
      const { album, recipe } = plan
      const found = await findFiles(plan.paths, library.layout.folder)
      if (this.#closed) return
      jobs.transaction(() => {
        if (jobs.plan(batch) === undefined) return
        const more = { ...(album !== undefined && { album }), ...(recipe && { recipe }) }
        jobs.add(
          found.map((file) => ({ kind: 'import', ...file, ...more })),
          { batch },
        )
        jobs.fulfil(batch)
      })
      this.#changed(batch)
      this.wake()
    } catch (thrown) {
      events.notice(thrown)
    }
  }

  #runJob(job: AppJob, report: Report, signal: AbortSignal): Promise<Attempt<AppOutcome>> {
    const { task } = job
    switch (task.kind) {
      case 'import':
        return importJob({ ...job, task }, this.#context, signal)
      case 'colorize':
        return colorizeJob(task, this.#context, report, signal)
      case 'export':
        return exportJob({ ...job, task }, this.#context, report, signal)
    }
  }

  #settled({ batch, state, task, error }: AppJob): void {
    const { events } = this.#context
    if (state === 'done' || state === 'failed') this.#meter(batch).tick()
    if (task.kind === 'import') {
      events.photosChanged()
      events.placesChanged()
    } else if (task.kind === 'colorize' || error) {
      events.photosChanged([task.photo])
    }
    if (error && notThePhotos.has(error.kind)) this.#hold(batch, error)
    this.#changed(batch)
  }

  /** Lets a batch wait, with one word to the user, where every photo after this one would fail as well. */
  #hold(batch: number, error: WireError): void {
    const { jobs, events } = this.#context
    if (jobs.batch(batch)?.paused) return
    jobs.setPaused(batch, true)
    this.#meter(batch).pause()
    events.tell('notice', { error })
  }

  #meter(batch: number): PaceMeter {
    const meter = this.#meters.get(batch) ?? new PaceMeter()
    this.#meters.set(batch, meter)
    return meter
  }

  #changed(batch: number): void {
    this.#context.events.batchChanged(batch)
  }

  #done(batch: number): Record<string, never> {
    this.#changed(batch)
    this.wake()
    return {}
  }

  #known(id: number): void {
    if (!this.#context.jobs.batch(id)) throw new TintypeError('bad-request', `There is no batch ${id}.`)
  }

  #view({ id, kind, title, created, paused, counts }: StoredBatch): Batch {
    const { rate, left } = this.#meters.get(id)?.pace(remaining(counts)) ?? {}
    return {
      ...{ id, kind, title, paused, counts },
      created: new Date(created).toISOString(),
      rate: rate ?? null,
      left: left ?? null,
    }
  }

  #rows(stored: StoredJob<AppTask, AppOutcome>[]): JobRow[] {
    const { photos } = this.#context.library
    const photoOf = ({ task, outcome }: AppJob): number | undefined =>
      outcome?.photo ?? (task.kind === 'import' ? photos.fileByPath(task.path)?.id : task.photo)
    const ids = new Map(stored.map((job) => [job.id, photoOf(job)]))
    const wanted = [...ids.values()].filter((id) => id !== undefined)
    const cells = new Map(photos.cells(wanted).map((cell) => [cell.id, cell]))
    const paths = new Map(photos.paths(wanted).map(({ id, path }) => [id, path]))
    return stored.map((job) => {
      const { id, batch, state, task, outcome, error } = job
      const photo = ids.get(id) ?? -1
      return {
        ...{ id, batch, state },
        photo: cells.get(photo) ?? null,
        path: task.kind === 'import' ? task.path : (paths.get(photo) ?? ''),
        reason: outcome?.reason ?? null,
        error: error ?? null,
        output: outcome?.output ?? null,
      }
    })
  }
}

function remaining({ queued, running, written, verified }: JobCounts): number {
  return queued + running + written + verified
}

/** What a failure says of the photo is kept with the photo. */
function keepFailure({ task }: AppJob, error: WireError, { library }: AppContext): void {
  if (task.kind === 'import') {
    if (isBadFile(error)) enterBadFile(library, task.path, error, task.root)
    return
  }
  if (task.kind === 'colorize' || isBadFile(error)) library.photos.setError(task.photo, error)
}
