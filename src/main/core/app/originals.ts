import { mkdir, rm } from 'node:fs/promises'
import { glob } from 'tinyglobby'
import { partSuffix } from '../../../shared/part-suffix.ts'

/**
 * Makes the folder for originals that arrive as bytes, and deletes what an upload left half written when
 * its host was killed. Only names with a leading dot: an original is never given one.
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
}
