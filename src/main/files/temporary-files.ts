import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning } from './is-running.ts'
import { asWriteError } from './write-error.ts'

/** Ending of files that are still being written; what a killed process left behind is known by it. */
export const partSuffix = '.tintype-part'

/** What ExifTool writes beside a file, and renames over it. */
const copySuffix = '_exiftool_tmp'

let made = 0

/**
 * A name for a file that is still written, beside its final one and on the same disk.
 * @param writers processes that all have to live for it to be finished
 */
export function temporaryPath(folder: string, writers: readonly number[] = [process.pid]): string {
  made += 1
  return join(folder, `.${writers.join('-')}-${made}${partSuffix}`)
}

/**
 * Removes the temporary files of processes that no longer run from a folder: what a crash or a power cut leaves.
 * @throws `disk-full`, `output-unwritable`
 */
export async function sweep(folder: string): Promise<void> {
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isFile() && isLeftover(entry.name)) await rm(join(folder, entry.name), { force: true })
    }
  } catch (thrown) {
    throw asWriteError(thrown, folder)
  }
}

/** One process or two, and a number. */
function isLeftover(name: string): boolean {
  const ours = name.endsWith(copySuffix) ? name.slice(0, -copySuffix.length) : name
  const match = ours.endsWith(partSuffix) && /^\.(\d+)-(?:(\d+)-\d+\.)?/.exec(ours)
  if (!match) return false
  const writers = match.slice(1).filter((pid) => pid !== undefined)
  return !writers.every((pid) => isRunning(Number(pid)))
}
