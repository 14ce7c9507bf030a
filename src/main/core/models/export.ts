import { resolve } from 'node:path'
import { fileName, hyphenated, numbered } from '../../files/file-name.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { packInto, packModel } from './package-file.ts'
import { findModel } from './registry.ts'

/** Ending of a model in one file. */
const ending = '.tintype'

/** @throws `model-*`, `output-unwritable`, `disk-full`. */
export async function exportModel(wanted: string, path: string): Promise<void> {
  await packModel(await findModel(wanted), resolve(path))
}

/**
 * Writes a model into a folder, which is made if need be, called by its title, with a number where that is taken.
 * @returns path of the file
 * @throws as `exportModel`.
 */
export async function exportModelInto(wanted: string, folder: string): Promise<string> {
  const model = await findModel(wanted)
  await makeFolder(folder)
  const stem = fileName(model.file.title).slice(0, 60) || model.file.id
  return (await packInto(model, folder, numbered(`${stem}${ending}`, hyphenated)))!
}
