import type { Batch } from '../../../shared/contract/app.ts'
import { errorKinds, hasTrait, TintypeError } from '../../../shared/errors.ts'
import { colorizeJob } from '../colorize/job.ts'
import { type ExportContext, exportJob } from '../export/job.ts'
import { type ImportContext, importJob } from '../import/job.ts'
import { fulfilPlan, importedPaths } from '../import/plan-import.ts'
import type { BatchStarter } from '../jobs/batch-starter.ts'
import { type Attempt, Queue, type Report } from '../jobs/queue.ts'
import type { AppJob, AppOutcome, AppTask, BatchKind, ImportPlan, UnreadableTask } from '../jobs/tasks.ts'
import type { Batch as StoredBatch } from '../library/sqlite-job-store.ts'
import { keepFailure } from './failures.ts'
import { batchView } from './views.ts'

/** How long after trouble with the database the queue tries again, ms. */
const retryDelay = 10_000

export interface BatchesContext extends ImportContext, ExportContext {}

/** Runs the library's queue: imports, colourings and exports, in batches. */
export class Batches implements BatchStarter {
  readonly #context: BatchesContext
  readonly #queue: Queue<AppTask, AppOutcome>
  readonly #closing = new AbortController()
  #again: NodeJS.Timeout | undefined
  #isResumed = false

  /** @param concurrency jobs at the same time */
  constructor(context: BatchesContext, concurrency: number) {
    this.#context = context
    this.#queue = new Queue<AppTask, AppOutcome>({
      nameOf: (task) => this.#nameOf(task),
      store: context.jobs,
      concurrency,
      run: (job, report, signal) => this.#runJob(job, report, signal),
      onStart: ({ batch }) => this.#tell(batch),
      onFailure: (job, error) => keepFailure(job, error, context.library),
      onSettled: (job) => this.#settled(job),
      onHeld: (batch, error) => {
        context.events.tell('notice', { error })
        this.#tell(batch)
      },
    })
  }

  /** Goes on with what an earlier run of the program left. */
  resume(): void {
    const { jobs, library, originals } = this.#context
    try {
      // Nothing runs yet that could want a map which no version names.
      if (jobs.requeueInterrupted() > 0) originals.discardLater(library.tidy().purged.map(({ path }) => path))
    } catch (thrown) {
      // A full disk must not keep anybody out of the library: looking, removing and making room go on.
      if (!(thrown instanceof TintypeError && thrown.kind === 'disk-full')) throw thrown
      this.#later(thrown)
      return
    }
    this.#isResumed = true
    for (const batch of jobs.planned()) this.#fulfil(batch)
    this.wake()
  }

  start(kind: BatchKind, title: string, tasks: AppTask[]): number {
    const { jobs } = this.#context
    const batch = jobs.transaction(() => {
      const id = jobs.createBatch(title, kind)
      jobs.add(tasks, { batch: id })
      return id
    })
    this.#tell(batch)
    this.wake()
    return batch
  }

  startImport(title: string, plan: ImportPlan): number {
    const { jobs, originals } = this.#context
    const batch = jobs.createBatch(title, 'import', plan)
    originals.release(plan.paths)
    this.#tell(batch)
    this.#fulfil(batch)
    return batch
  }

  /** Runs what waits. */
  wake(): void {
    if (this.#closing.signal.aborted) return
    if (!this.#isResumed) {
      this.resume()
      return
    }
    this.#queue.run().catch((thrown) => {
      // The database itself refuses: a full disk, for example. What was in work waits for the next start.
      this.#later(thrown)
    })
  }

  #later(trouble: unknown): void {
    this.#context.events.notice(trouble)
    clearTimeout(this.#again)
    this.#again = setTimeout(() => this.wake(), retryDelay).unref()
  }

  /** Batches as the user sees them; those that were forgotten are left out. */
  view(ids: readonly number[]): Batch[] {
    const known = ids.map((id) => this.#context.jobs.batch(id)).filter((batch) => batch !== undefined)
    return known.map((batch) => this.#viewOf(batch))
  }

  /** All batches as the user sees them. */
  list(): Batch[] {
    return this.#context.jobs.batches().map((batch) => this.#viewOf(batch))
  }

  /** Takes no more jobs, ends the workers, and leaves what ran for the next opening. */
  async close(endWorkers: () => Promise<void>): Promise<void> {
    this.#closing.abort()
    clearTimeout(this.#again)
    const stopped = this.#queue.stop()
    await endWorkers()
    await stopped
  }

  pause(id: number): void {
    this.#queue.pause(id)
  }

  /** Goes on with a batch that was paused. */
  goOn(id: number): void {
    // Its drive may have come back as another device.
    this.#context.folders.forget(id)
    // What held the batch was no fault of the photo that met it.
    this.#context.jobs.retryFailed(
      id,
      errorKinds.filter((kind) => hasTrait(kind, 'stopsBatch')),
    )
    this.#queue.resume(id)
  }

  /** Cancels what waits and what runs of a batch, and what its plan would still add. */
  cancel(id: number): void {
    const { jobs, originals } = this.#context
    const paths = importedPaths(id, jobs)
    jobs.fulfil(id)
    this.#queue.cancel(id)
    originals.discardLater(paths)
  }

  /** The time since jobs of a batch failed was no work. */
  resetPace(id: number): void {
    this.#queue.resetPace(id)
  }

  /** Tells that a batch changed, and runs what waits. */
  changed(id: number): void {
    this.#tell(id)
    this.wake()
  }

  #fulfil(batch: number): void {
    const onAdded = (): void => this.changed(batch)
    fulfilPlan(batch, this.#context, onAdded, this.#closing.signal).catch((thrown) =>
      this.#context.events.notice(thrown),
    )
  }

  #runJob(job: AppJob, report: Report, signal: AbortSignal): Promise<Attempt<AppOutcome>> {
    const { task } = job
    switch (task.kind) {
      case 'import':
        return importJob({ ...job, task }, this.#context, signal)
      case 'colorize':
        return colorizeJob({ ...job, task }, this.#context, report, signal)
      case 'export':
        return exportJob({ ...job, task }, this.#context, report, signal).catch(async (thrown) => {
          throw await this.#context.folders.of(job.batch, task.settings.folder).explain(thrown)
        })
      case 'unreadable':
        return refuseTask(task)
    }
  }

  #nameOf(task: AppTask): string | undefined {
    if (task.kind === 'import') return task.path
    return task.photo === undefined ? undefined : this.#context.library.photos.firstName([task.photo])
  }

  #settled({ batch, task, error }: AppJob): void {
    const { events, originals } = this.#context
    if (task.kind === 'import') {
      // What turned out to be a duplicate, for example, is not kept twice.
      originals.discardLater([task.path])
      events.photosChanged()
      events.placesChanged()
    } else if (task.photo !== undefined && (task.kind === 'colorize' || error)) {
      events.photosChanged([task.photo])
    }
    this.#tell(batch)
  }

  #tell(batch: number): void {
    this.#context.events.batchChanged(batch)
  }

  #viewOf(batch: StoredBatch): Batch {
    const { library } = this.#context
    return batchView(batch, this.#queue.pace(batch.id, batch.counts), library.colourings.count(batch.id))
  }
}

async function refuseTask({ reason }: UnreadableTask): Promise<never> {
  throw new TintypeError('job-unreadable', `This job on record cannot be understood. ${reason}`)
}
