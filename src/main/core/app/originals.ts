import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { glob } from 'tinyglobby'
import { modelUploadPrefix } from '../../../shared/model-upload-prefix.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'

/**
 * Makes the folder for originals that arrive as bytes, and deletes what an upload left half written, or a model
 * on its way in, when its host was killed. Only names with a leading dot: an original is never given one.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const parts = await glob(`*/.*${partSuffix}`, {
    cwd: folder,
    dot: true,
    absolute: true,
    followSymbolicLinks: false,
  })
  for (const part of parts) await rm(part, { force: true })
  for (const name of await readdir(folder)) {
    if (name.startsWith(modelUploadPrefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
