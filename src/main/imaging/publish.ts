import { link, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TintypeError } from '../../shared/errors.ts'

/** More results of one name than this in one folder is a mistake, not an archive. */
const mostNumbers = 10_000

export interface Published {
  path: string
  /** False: this very result lay there already, perhaps since a moment ago. */
  isNew: boolean
}

/**
 * Gives a finished file its final name in `folder`: `stem.extension`, `stem-2.extension` and so on, unless the same
 * result has one of these names. Never overwrites, whoever else writes there at the same time.
 * @param isSame whether the file of that path is this very result
 * @throws TintypeError `output-unwritable`; the temporary file is left to the caller then, and where it is not new
 */
export async function publish(
  temporary: string,
  { folder, stem, extension }: { folder: string; stem: string; extension: string },
  isSame: (path: string) => Promise<boolean>,
): Promise<Published> {
  try {
    for (let number = 1; number <= mostNumbers; number++) {
      const path = join(folder, number === 1 ? `${stem}.${extension}` : `${stem}-${number}.${extension}`)
      if (await moveWithoutOverwriting(temporary, path)) {
        await flushFolder(folder)
        return { path, isNew: true }
      }
      if (await isSame(path)) return { path, isNew: false }
    }
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    throw new TintypeError(
      code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'output-unwritable',
      `The result could not be put into ${folder} (${code ?? thrown}).`,
      { cause: thrown },
    )
  }
  throw new TintypeError('output-unwritable', `${folder} holds ${mostNumbers} results named ${stem} already.`)
}

/** @returns whether the name was free */
async function moveWithoutOverwriting(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // exFAT and some network disks know no hard links.
    if (
      code === 'EPERM' ||
      code === 'ENOTSUP' ||
      code === 'EOPNOTSUPP' ||
      code === 'ENOSYS' ||
      code === 'EXDEV'
    ) {
      return claimAndRename(from, to)
    }
    throw thrown
  }
  await rm(from)
  return true
}

/** Creating a name exclusively claims it; renaming over one's own empty claim overwrites nobody. */
async function claimAndRename(from: string, to: string): Promise<boolean> {
  try {
    await (await open(to, 'wx')).close()
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
  await rename(from, to)
  return true
}

/** The new name itself must survive a power cut. Windows cannot open folders, and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
