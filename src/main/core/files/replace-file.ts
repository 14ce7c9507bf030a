import { open, rename } from 'node:fs/promises'
import { partSuffix } from '../../../shared/part-suffix.ts'
import { asWriteError } from './write-error.ts'

/** Writes beside, flushes, renames. Errors: `disk-full`, `output-unwritable`. */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    const file = await open(`${path}${partSuffix}`, 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}${partSuffix}`, path)
  } catch (thrown) {
    throw asWriteError(thrown, path)
  }
}
