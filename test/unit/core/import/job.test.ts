import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type ImportContext, importJob } from '../../../../src/main/core/import/job.ts'
import type { AppJob, ImportTask } from '../../../../src/main/core/jobs/tasks.ts'
import { libraryInMemory, temporaryFolder } from '../library/fixture.ts'

const description = {
  ...{ format: 'jpeg', width: 4, height: 3, depth: 8, orientation: 1, colour: 'grey' },
  ...{ taken: null, camera: null, caption: null, thumbnail: new Uint8Array(1) },
}

interface Moments {
  /** While imaging reads the file. */
  onRead?: (path: string) => void
  /** While the thumbnail is written. */
  onThumbnail?: () => void
}

/** The job of one file, over a library in memory; what happens beside it is told by the moments. */
function begin({ onRead, onThumbnail }: Moments) {
  const { library } = libraryInMemory()
  const path = join(temporaryFolder(), 'a.jpg')
  writeFileSync(path, 'x')
  const use = async () => {
    onRead?.(path)
    const { size, mtimeMs } = statSync(path)
    return { ...description, file: { hash: 'a1', bytes: size, modified: Math.floor(mtimeMs) } }
  }
  const imaging = { use }
  const cache = { put: async () => onThumbnail?.() }
  const context = {
    library,
    pools: { imaging },
    cache,
    originals: { folder: '/o' },
  } as unknown as ImportContext
  const job = { id: 1, batch: 1, task: { kind: 'import', path } } as AppJob & { task: ImportTask }
  const abort = new AbortController()
  return { library, abort, attempt: () => importJob(job, context, abort.signal) }
}

function commit(attempt: Awaited<ReturnType<typeof importJob>>) {
  if (!('commit' in attempt)) throw new Error('nothing to commit')
  return attempt.commit()
}

it('enters the file', async () => {
  const { library, attempt } = begin({})
  expect(commit(await attempt())).toEqual({ done: { photo: 1 } })
  expect(library.photos.size().photos).toBe(1)
})

it('enters nothing when it was cancelled while the thumbnail was written', async () => {
  const { library, abort, attempt } = begin({ onThumbnail: () => abort.abort() })
  const made = await attempt()
  expect(() => commit(made)).toThrow()
  expect(library.photos.size().photos).toBe(0)
})

it('takes no file that is written to while it is read', async () => {
  const { attempt } = begin({ onRead: (path) => utimesSync(path, 1, 1) })
  await expect(attempt()).rejects.toMatchObject({ kind: 'file-unreadable' })
})
