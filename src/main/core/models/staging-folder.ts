import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isRunning } from '../../files/is-running.ts'

/** The name says whose it is; earlier versions did not say. */
const stagingName = /^\.(?:making-(\d+)-|import-|keep-)\w{6}$/

/** Those of this process: its number may have been another's before. */
const inUse = new Set<string>()

/**
 * Gives `work` a folder of its own inside `parent`, on the same disk, and removes it afterwards with all that is
 * left in it. What killed processes left there goes first.
 */
export async function inStagingFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true })
  await sweepStagingFolders(parent)
  const folder = await mkdtemp(join(parent, `.making-${process.pid}-`))
  inUse.add(folder)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
    inUse.delete(folder)
  }
}

/** Takes a folder away at once and as a whole, if it is there: half of a model would pass for a broken one. */
export async function discard(folder: string): Promise<void> {
  await inStagingFolder(dirname(folder), (staging) => moveAside(folder, staging))
}

/** Moves a folder, if it is there, into a staging folder, and so to its end. */
export async function moveAside(folder: string, staging: string): Promise<void> {
  await rename(folder, join(staging, 'former')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
}

/** Removes what processes that run no more left behind. What cannot be removed is left for the next time. */
export async function sweepStagingFolders(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [found, maker] = stagingName.exec(name) ?? []
    const folder = join(parent, name)
    const isOurs = maker === undefined || Number(maker) === process.pid
    if (!found || inUse.has(folder) || (!isOurs && isRunning(Number(maker)))) continue
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}
