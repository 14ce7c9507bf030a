import { join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { hyphenated, numbered } from '../../files/file-name.ts'
import { moveIfFree } from '../../files/move-if-free.ts'
import { asWriteError } from '../../files/write-error.ts'

/** More results of one name than this in one folder is a mistake, not an archive. */
const mostNumbers = 10_000

export interface Published {
  path: string
  /** False: this very result lay there already, perhaps since a moment ago. */
  isNew: boolean
}

/**
 * Gives a finished file its final name in `folder`: `stem.extension`, `stem-2.extension` and so on, unless the same
 * result has one of these names. Never overwrites, whoever else writes there at the same time.
 * @param isSame whether the file of that path is this very result
 * @throws `disk-full`, `output-unwritable`; the temporary file is left to the caller then, and where it is not new
 */
export async function publish(
  temporary: string,
  { folder, stem, extension }: { folder: string; stem: string; extension: string },
  isSame: (path: string) => Promise<boolean>,
): Promise<Published> {
  try {
    for (const name of numbered(`${stem}.${extension}`, hyphenated).take(mostNumbers)) {
      const path = join(folder, name)
      if (await moveIfFree(temporary, path)) return { path, isNew: true }
      if (await isSame(path)) return { path, isNew: false }
    }
  } catch (thrown) {
    throw asWriteError(thrown, folder)
  }
  throw new TintypeError('output-unwritable', `${folder} holds ${mostNumbers} results named ${stem} already.`)
}
