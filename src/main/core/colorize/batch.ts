import type { ColorizeRequest, PhotoOutcome, PhotoTask } from '../../../shared/contract/colorize.ts'
import type { FileIdentity } from '../../../shared/contract/imaging.ts'
import type { WireError } from '../../../shared/errors.ts'
import type { Job } from '../../../shared/jobs.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import { findSources } from '../files/sources.ts'
import { createMemoryStore } from '../jobs/memory-store.ts'
import { type Progress, Queue } from '../jobs/queue.ts'
import { type ColorizeContext, colorizePhoto } from './colorize-photo.ts'

export type PhotoJob = Job<PhotoTask, PhotoOutcome>

export interface BatchEvents {
  onStart?: (total: number) => void
  onSettled?: (job: PhotoJob, progress: Progress) => void
}

export interface BatchSummary {
  jobs: PhotoJob[]
  /** What every further photograph would have met as well; the rest was cancelled. */
  stopped: WireError | undefined
  counts: Progress['counts']
  /** Files in folders that are no pictures by their name, counted by ending. */
  ignored: Record<string, number>
}

/**
 * Colours what `request` names, each of the photographs in its files. Bad files become failed jobs; the batch goes on, unless the
 * failure is none of the photograph's (a full disk, a drive taken out). When `signal` aborts, workers are ended
 * at once and for good, and unfinished jobs become cancelled.
 */
export async function colorizeBatch(
  request: ColorizeRequest,
  context: ColorizeContext & { concurrency: number },
  events: BatchEvents,
  signal: AbortSignal | undefined,
  endWorkers: () => Promise<void>,
): Promise<BatchSummary> {
  const { files, ignored } = await findSources(request.inputs, { ...request, signal })
  const store = createMemoryStore<PhotoTask, PhotoOutcome>()
  store.add(files.map((file) => ({ ...file, page: 0 })))
  events.onStart?.(files.length)
  let stopped: WireError | undefined
  const settle = (job: PhotoJob): void => events.onSettled?.(job, queue.progress(job.batch))
  // One that is tried again tells of its pages again.
  const paged = new Set<string>()
  const onPages = (first: PhotoTask, pages: number, file?: FileIdentity): void => {
    if (pages === 1 || signal?.aborted || paged.has(first.path)) return
    paged.add(first.path)
    store.add(Array.from({ length: pages - 1 }, (_, i) => ({ ...first, page: i + 1, ...(file && { file }) })))
    // The batch waits for these, too, and meets their errors.
    queue.run().catch(() => {})
  }
  const queue = new Queue<PhotoTask, PhotoOutcome>({
    nameOf: photoNameEn,
    store,
    concurrency: context.concurrency,
    run: ({ task }, report, aborted) =>
      colorizePhoto(task, request, { ...context, onPages }, report, aborted).catch(async (thrown) => {
        throw await context.folders.explain(thrown)
      }),
    onSettled: settle,
    onHeld: (_batch, error) => {
      stopped = error
    },
  })
  let ended: Promise<void> | undefined
  const cancel = (): void => {
    for (const id of queue.cancel()) settle(store.get(id))
    // For good: a job between two steps would start them again.
    ended = endWorkers()
  }
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    await queue.run()
    // Nobody is here who could mend it and go on; the same command does, later.
    if (stopped) for (const id of store.cancelWaiting()) settle(store.get(id))
  } finally {
    signal?.removeEventListener('abort', cancel)
    await ended?.then(() => context.folders.sweep())
  }
  return { jobs: store.all(), stopped, counts: store.counts(), ignored }
}
