import { link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { flushFolder } from './flush.ts'

/** exFAT and some network disks know no hard links. */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV']

/**
 * Gives a finished file its name for good, unless something has that name: never overwrites, whoever else writes
 * there at the same time.
 * @returns whether the name was free; where not, the file stays
 * @throws Node's own.
 */
export async function moveIfFree(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path).then(
      () => rm(temporary),
      (thrown: NodeJS.ErrnoException) => {
        if (!noLinks.includes(thrown.code ?? '')) throw thrown
        return claimAndRename(temporary, path)
      },
    )
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
  await flushFolder(dirname(path))
  return true
}

/** Creating a name exclusively claims it; renaming over one's own empty claim overwrites nobody. */
async function claimAndRename(from: string, to: string): Promise<void> {
  await (await open(to, 'wx')).close()
  await rename(from, to)
}
