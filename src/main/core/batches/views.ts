import type { Batch, JobRow } from '../../../shared/contract/app.ts'
import type { Pace } from '../jobs/pace.ts'
import type { AppJob, AppOutcome, AppTask } from '../jobs/tasks.ts'
import type { Library } from '../library/index.ts'
import type { Batch as StoredBatch, StoredJob } from '../library/sqlite-job-store.ts'
import { isoTime } from '../library/times.ts'

/**
 * A batch as the user sees it.
 * @param undoable photos that it coloured, as long as that can be undone
 */
export function batchView(
  { id, kind, title, created, paused, planned, counts, leftOut, adjusted }: StoredBatch,
  { rate, left }: Pace,
  undoable: number,
): Batch {
  return {
    ...{ id, kind, title, paused, counts, leftOut, adjusted, undoable },
    searching: planned,
    created: isoTime(created),
    rate: rate ?? null,
    left: left ?? null,
  }
}

/** Jobs as the user sees them, with the cells of their photos. */
export function jobRows(stored: StoredJob<AppTask, AppOutcome>[], { photos }: Library): JobRow[] {
  const photoOf = ({ task, outcome }: AppJob): number | undefined =>
    outcome?.photo ?? (task.kind === 'import' ? photos.fileByPath(task.path)?.id : task.photo)
  const photoIds = new Map(stored.map((job) => [job.id, photoOf(job)]))
  const wanted = [...photoIds.values()].filter((id) => id !== undefined)
  const cells = new Map(photos.cells(wanted).map((cell) => [cell.id, cell]))
  const paths = new Map(photos.references(wanted).map(({ id, path }) => [id, path]))
  return stored.map(({ id, batch, state, task, outcome, error }) => {
    const photo = photoIds.get(id) ?? Number.NaN
    return {
      ...{ id, batch, state },
      photo: cells.get(photo) ?? null,
      path: ('path' in task && task.path) || (paths.get(photo) ?? ''),
      reason: outcome?.reason ?? null,
      error: error ?? null,
      output: outcome?.output ?? null,
      remarks: outcome?.remarks ?? [],
    }
  })
}
