import type { AppJobs, Library } from '../library/index.ts'

/** Damaged photos of a batch are tried again, and from now on what is there of them is read. */
export function acceptDamaged(batch: number, jobs: AppJobs, library: Library): void {
  jobs.transaction(() => {
    const photos = jobs
      .list({ batch, states: ['failed'], limit: -1 })
      .filter(({ error }) => error?.kind === 'picture-damaged')
      .map(({ task }) => (task.kind === 'import' ? library.photos.fileByPath(task.path)?.id : task.photo))
      .filter((id) => id !== undefined)
    library.photos.acceptDamaged(photos)
    jobs.retryFailed(batch, ['picture-damaged'])
  })
}
