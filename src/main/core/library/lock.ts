import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { Connection } from './connection.ts'

/**
 * Holds a library folder for this process. The lock is an open transaction on a file of its own: the
 * operating system drops it when the process ends, however it ends, so no stale lock is ever left.
 * @returns what gives the folder back
 * @throws `library-locked` while another process, or another opening of this one, has it.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lock.sqlite')
  try {
    return lock(path, folder)
  } catch (thrown) {
    if (!(thrown instanceof TintypeError) || thrown.kind !== 'library-damaged') throw thrown
    // Nobody holds it, and nothing is in it. Emptied and not replaced, it stays one file for all who want to lock it.
    truncateSync(path)
    return lock(path, folder)
  }
}

function lock(path: string, folder: string): () => void {
  const connection = new Connection(path, { timeout: 0 })
  try {
    // A journal on the disk would need room there, and a full disk would keep the user out.
    connection.pragma('journal_mode = MEMORY')
    connection.execute('BEGIN EXCLUSIVE')
  } catch (thrown) {
    connection.close()
    if (!(thrown instanceof TintypeError) || thrown.kind !== 'library-locked') throw thrown
    throw new TintypeError(
      'library-locked',
      `The library ${folder} is open in another Tintype. Close it there first.`,
      { cause: thrown },
    )
  }
  return () => connection.close()
}
