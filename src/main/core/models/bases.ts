import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tuned } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { userData } from '../files/paths.ts'
import { copyModel, type ModelFolder, readModelFolder } from './model-folder.ts'
import { discard, inStagingFolder, moveAside } from './staging-folder.ts'

/**
 * Copies of what fine-tuned models stand on, by the SHA-256 of their weights: an update of Tintype brings
 * other weights under the same name.
 */
export const keptBases = join(userData, 'bases')
/** Below the folder of a fine-tuned model that is on its way to another computer. */
export const packedBase = 'base'

/** What a fine-tuned model stands on: installed, packed with it, or kept. @throws `model-missing`. */
export async function findBase(
  { folder, file }: ModelFolder,
  { base: { title, revision, sha256 } }: Tuned,
  installed: readonly ModelFolder[],
): Promise<ModelFolder> {
  const isIt = ({ file: { tuned, weights } }: ModelFolder): boolean => !tuned && weights.sha256 === sha256
  const found = installed.find(isIt)
  if (found) return found
  for (const path of [join(folder, packedBase), join(keptBases, sha256)]) {
    const base = await readModelFolder(path)
    if (base && isIt(base)) return base
  }
  throw new TintypeError(
    'model-missing',
    `The model "${file.id}" stands on "${title}", revision ${revision}, which is not on this computer. Install that model as well.`,
  )
}

/** Keeps a copy, complete or not at all; of weights found to be right, in place of one that may have been damaged. */
export async function keepBase(base: ModelFolder): Promise<void> {
  const path = join(keptBases, base.file.weights.sha256)
  if (base.folder === path) return
  await inStagingFolder(keptBases, async (staging) => {
    const copy = join(staging, 'copy')
    await copyModel(base, copy)
    await moveAside(path, staging)
    await rename(copy, path)
  })
}

/** @param sha256 of the base's weights */
export async function forgetBase(sha256: string): Promise<void> {
  await discard(join(keptBases, sha256))
}
