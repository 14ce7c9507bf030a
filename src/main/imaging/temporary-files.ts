import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TintypeError } from '../../shared/errors.ts'
import { partSuffix } from '../../shared/part-suffix.ts'
import { isRunning } from '../transport/is-running.ts'

/** Taken once: when the parent dies another process takes its place. */
const parent = process.ppid
let made = 0

/** A name for a file that is still written, beside its final one and on the same disk; it names both its processes. */
export function temporaryPath(folder: string): string {
  made += 1
  return join(folder, `.${parent}-${process.pid}-${made}${partSuffix}`)
}

/**
 * Removes the temporary files of processes that no longer run from a folder: what a crash or a power cut leaves.
 * @throws TintypeError `output-unwritable`
 */
export async function sweep(folder: string): Promise<void> {
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isFile() && isLeftover(entry.name)) await rm(join(folder, entry.name), { force: true })
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new TintypeError('output-unwritable', `${folder} cannot be cleared (${code ?? message}).`, {
      cause,
    })
  }
}

/** Both have to live: a worker whose parent is gone ends, and publishes nothing. Tintype 0.1 named one process alone. */
function isLeftover(name: string): boolean {
  const match = name.endsWith(partSuffix) && /^\.(\d+)-(?:(\d+)-\d+\.)?/.exec(name)
  if (!match) return false
  const writers = match.slice(1).filter((pid) => pid !== undefined)
  return !writers.every((pid) => isRunning(Number(pid)))
}
