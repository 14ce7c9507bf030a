import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileName } from '../../../shared/file-name.ts'
import { asWriteError } from '../files/write-error.ts'
import { packModel } from './package-file.ts'
import { findModel } from './registry.ts'

/** Ending of a model in one file. */
const ending = '.tintype'

/** Errors: `model-*`, `output-unwritable`, `disk-full`. */
export async function exportModel(wanted: string, path: string): Promise<void> {
  await packModel(await findModel(wanted), resolve(path))
}

/**
 * Writes a model into a folder, which is made if need be, called by its title, with a number where that is taken.
 * @returns path of the file
 * Errors: as `exportModel`.
 */
export async function exportModelInto(wanted: string, folder: string): Promise<string> {
  const model = await findModel(wanted)
  await mkdir(folder, { recursive: true }).catch((thrown) => {
    throw asWriteError(thrown, folder)
  })
  const stem = fileName(model.file.title).slice(0, 60) || model.file.id
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`)
    if (await stat(path).catch(() => undefined)) continue
    await packModel(model, path)
    return path
  }
}
