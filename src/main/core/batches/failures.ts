import { hasTrait, stopsBatch, type WireError } from '../../../shared/errors.ts'
import type { AppJob } from '../jobs/tasks.ts'
import type { Library } from '../library/index.ts'
import { enterBadFile } from '../photos/picture-file.ts'

/** What a failure says of the photo is kept with the photo. */
export function keepFailure({ task }: AppJob, error: WireError, library: Library): void {
  if (task.kind === 'import') {
    if (hasTrait(error.kind, 'badFile')) enterBadFile(library, task.path, error, task.root)
    return
  }
  if (task.kind === 'unreadable') return
  // A file that is gone is on record as missing; an export may fail for reasons of its own.
  const isItsOwn = task.kind === 'colorize' ? !stopsBatch(error) : hasTrait(error.kind, 'badFile')
  if (isItsOwn && error.kind !== 'file-not-found') library.photos.setError(task.photo, error)
}
