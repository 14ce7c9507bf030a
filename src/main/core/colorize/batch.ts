import type { ColorizeRequest, PhotoOutcome, PhotoTask } from '../../../shared/contract/colorize.ts'
import type { Job } from '../../../shared/jobs.ts'
import { createMemoryStore } from '../jobs/memory-store.ts'
import { type Progress, Queue } from '../jobs/queue.ts'
import { colorizePhoto, type Workshop } from './photo.ts'
import { findSources } from './sources.ts'

export type PhotoJob = Job<PhotoTask, PhotoOutcome>

export interface BatchEvents {
  onStart?: (total: number) => void
  onSettled?: (job: PhotoJob, progress: Progress) => void
}

export interface BatchSummary {
  jobs: PhotoJob[]
  counts: Progress['counts']
  /** Files in folders that are no pictures by their name, counted by ending. */
  ignored: Record<string, number>
}

/**
 * Colours what `request` names. Bad files become failed jobs; the batch goes on. When `signal` aborts,
 * workers are ended at once and for good, and unfinished jobs become cancelled.
 */
export async function colorizeBatch(
  request: ColorizeRequest,
  workshop: Workshop,
  events: BatchEvents,
  signal?: AbortSignal,
): Promise<BatchSummary> {
  const { tasks, ignored } = await findSources(request.inputs, request)
  const store = createMemoryStore<PhotoTask, PhotoOutcome>()
  store.add(tasks)
  events.onStart?.(tasks.length)
  const queue = new Queue<PhotoTask, PhotoOutcome>({
    store,
    concurrency: workshop.imaging.size,
    run: ({ id, task }, report, stopped) => colorizePhoto(id, task, request, workshop, report, stopped),
    onSettled: (job) => events.onSettled?.(job, queue.progress()),
  })
  const cancel = (): void => {
    for (const id of queue.cancel()) events.onSettled?.(store.get(id), queue.progress())
    // For good: a job between two steps would start them again.
    void workshop.imaging.close()
    void workshop.engine.close()
  }
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    await queue.run()
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
  return { jobs: store.all(), counts: store.counts(), ignored }
}
