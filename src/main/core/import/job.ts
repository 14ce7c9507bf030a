import type { Attempt, Ending } from '../jobs/queue.ts'
import type { AppJob, AppOutcome, ColorizeTask, ImportTask } from '../jobs/tasks.ts'
import { type AppJobs, type Entered, type Library, pictureKey } from '../library/index.ts'
import type { Originals } from '../photos/originals.ts'
import { readFile } from '../photos/picture-file.ts'
import type { PictureCache } from '../pictures/cache.ts'
import { thumbnailName } from '../pictures/resources.ts'
import type { WorkerPools } from '../workers/pools.ts'

export interface ImportContext {
  library: Library
  jobs: AppJobs
  pools: WorkerPools
  cache: PictureCache
  originals: Originals
}

/**
 * Takes one file into the library: info, content hash, thumbnails, and with the end of the job a photo for each of its
 * photographs.
 * Results of Tintype are left alone. @throws `file-*`, `picture-*`, `worker-*`.
 */
export async function importJob(
  job: AppJob & { task: ImportTask },
  context: ImportContext,
  signal: AbortSignal,
): Promise<Attempt<AppOutcome>> {
  const { library, pools, cache, originals } = context
  const { path, root } = job.task
  const { file, thumbnails, isResult } = await readFile(
    { path, acceptDamaged: library.photos.fileByPath(path)?.acceptDamaged ?? false },
    pools.imaging,
    originals.folder,
    signal,
  )
  if (isResult) return { skipped: { reason: 'own-result' } }
  signal.throwIfAborted()
  for (const [page, thumbnail] of thumbnails.entries()) {
    const picture = pictureKey({ hash: file.hash, page, region: null })
    if (thumbnail) await cache.put(thumbnailName(picture), thumbnail)
  }
  return {
    commit: () => {
      // Whoever cancelled while the thumbnail was written wants no photo, and none coloured.
      signal.throwIfAborted()
      const [entered] = library.intake.enter([file], root === undefined ? {} : { root })
      return entered ? settle(entered, job, context) : { done: {} }
    },
  }
}

function settle(
  { id: photo, photos, status, from }: Entered,
  { batch, task: { album, recipe } }: AppJob & { task: ImportTask },
  { library, jobs, originals }: ImportContext,
): Ending<AppOutcome> {
  if (from !== undefined) originals.discardLater([from])
  if (album !== undefined) library.albums.addPhotos(album, photos)
  const isPlain = (id: number): boolean => {
    const { state, version } = library.photos.detail(id)
    return state !== 'bad' && version?.map == null
  }
  if (recipe) {
    const tasks = photos.filter(isPlain).map((id) => colouring(id, recipe))
    jobs.add(tasks, { batch })
  }
  if (status === 'duplicate') return { skipped: { photo, reason: 'duplicate' } }
  if (status === 'known') return { skipped: { photo, reason: 'known' } }
  return { done: { photo } }
}

function colouring(photo: number, recipe: ColorizeTask['recipe']): ColorizeTask {
  return { kind: 'colorize', photo, recipe, recolour: false }
}
