import type { ErrorKind, WireError } from '../../../shared/errors.ts'
import { enterBadFile, isBadFile } from '../import/import-file.ts'
import type { Library } from '../library/index.ts'
import type { AppJob } from './tasks.ts'

/** Failures that have nothing to do with the photo: the next one would meet them too. */
const notThePhotos: ReadonlySet<ErrorKind> = new Set([
  ...(['disk-full', 'output-unwritable', 'engine-missing', 'worker-start'] as const),
  ...(['model-missing', 'model-damaged', 'model-foreign'] as const),
])

/** Whether a batch should wait for the user instead of failing photo by photo. */
export function stopsBatch({ kind }: WireError): boolean {
  return notThePhotos.has(kind)
}

/** What a failure says of the photo is kept with the photo. */
export function keepFailure({ task }: AppJob, error: WireError, library: Library): void {
  if (task.kind === 'import') {
    if (isBadFile(error)) enterBadFile(library, task.path, error, task.root)
    return
  }
  if (task.kind === 'unreadable') return
  // A file that is gone is on record as missing; an export may fail for reasons of its own.
  const isItsOwn = task.kind === 'colorize' ? !stopsBatch(error) : isBadFile(error)
  if (isItsOwn && error.kind !== 'file-not-found') library.photos.setError(task.photo, error)
}
