import { open, opendir, stat } from 'node:fs/promises'
import { TintypeError } from '../../../shared/errors.ts'
import { notFound } from '../../../shared/not-found.ts'

/**
 * Whether there is a file to read: `fs` says in a typed way what libvips would put into prose.
 * @throws `file-*`
 */
export async function checkFile(path: string): Promise<void> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) {
      await (await opendir(path)).close()
      throw new TintypeError('file-unreadable', `${path} is a folder.`)
    }
    // Opening a pipe would wait for ever.
    if (!stats.isFile()) throw new TintypeError('file-unreadable', `${path} is not a file.`)
    await (await open(path)).close()
    if (stats.size === 0) {
      throw new TintypeError('file-empty', `${path} is empty (0 bytes).`)
    }
  } catch (thrown) {
    if (thrown instanceof TintypeError) throw thrown
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw notFound(path, thrown)
    const reason = code === 'EACCES' || code === 'EPERM' ? 'may not be read' : `cannot be read (${code})`
    throw new TintypeError('file-unreadable', `${path} ${reason}.`, { cause: thrown })
  }
}
