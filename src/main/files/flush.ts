import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'

/** What a system says that lets no folder be flushed, such as some network disks. */
const refusals = ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']

/** Makes a file, or the names in a folder, outlast a power cut. @throws Node's own. */
export async function flush(path: string): Promise<void> {
  if ((await stat(path)).isDirectory()) return flushFolder(path)
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the names in a folder outlast a power cut, where the system lets it be flushed. @throws Node's own. */
export async function flushFolder(path: string): Promise<void> {
  // Windows keeps the entries of folders in a journal of its own.
  if (process.platform === 'win32') return
  try {
    const folder = await open(path)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (thrown) {
    requireRefusal(thrown)
  }
}

/** As `flushFolder`. */
export function flushFolderSync(path: string): void {
  if (process.platform === 'win32') return
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch (thrown) {
    requireRefusal(thrown)
  }
}

function requireRefusal(thrown: unknown): void {
  if (!refusals.includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown
}
