import type { AppContract } from '../../../shared/contract/app.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/contract.ts'
import { importedPaths } from '../import/plan-import.ts'
import type { Batch } from '../library/sqlite-job-store.ts'
import { acceptDamaged } from './accept-damaged.ts'
import type { Batches, BatchesContext } from './batches.ts'
import { jobRows } from './views.ts'

/** Calls about the batches of the queue. */
export function batchHandlers(
  { jobs, library, folders, originals, events }: BatchesContext,
  batches: Batches,
) {
  /** Does what was asked with a batch that is there, tells of it, and runs what waits. */
  const change = (id: number, work: (batch: Batch) => void): Record<string, never> => {
    work(known(id))
    batches.changed(id)
    return {}
  }
  const known = (id: number): Batch => {
    const batch = jobs.batch(id)
    if (!batch) throw new TintypeError('bad-request', `There is no batch ${id}.`)
    return batch
  }
  return {
    'batches.list': () => ({ batches: batches.list() }),
    'batches.jobs': ({ batch, states, after, limit }) => {
      const filter = { batch, limit, ...(states && { states }), ...(after !== undefined && { after }) }
      return { jobs: jobRows(jobs.list(filter), library) }
    },
    'batches.pause': ({ id, paused }) => change(id, () => (paused ? batches.pause(id) : batches.goOn(id))),
    'batches.cancel': ({ id }) => change(id, () => batches.cancel(id)),
    'batches.retry': ({ id }) =>
      change(id, () => {
        batches.resetPace(id)
        folders.forget(id)
        jobs.retryFailed(id)
      }),
    'batches.acceptDamaged': ({ id }) =>
      change(id, () => {
        batches.resetPace(id)
        acceptDamaged(id, jobs, library)
      }),
    'batches.first': ({ id }) => change(id, () => jobs.putFirst(id)),
    'batches.beside': ({ id }) => {
      const { title } = known(id)
      const left = jobs.list({ batch: id, states: ['skipped'], limit: -1 })
      const tasks = left.flatMap(({ task, outcome }) =>
        task.kind === 'colorize' && outcome?.reason === 'adjusted' ? [{ ...task, beside: true }] : [],
      )
      return { batch: tasks.length > 0 ? batches.start('colorize', title, tasks) : null }
    },
    'batches.undo': ({ id }) => {
      if (known(id).kind === 'colorize') batches.cancel(id)
      const { photos, left } = library.colourings.undo(id)
      if (photos.length > 0) events.photosChanged(photos)
      batches.changed(id)
      return { undone: photos.length, left }
    },
    'batches.clear': ({ id }) => {
      const paths = importedPaths(id, jobs)
      jobs.forgetSettled(id)
      originals.discardLater(paths)
      folders.forget(id)
      batches.changed(id)
      return {}
    },
  } satisfies Partial<Handlers<AppContract>>
}
