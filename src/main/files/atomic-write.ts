import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { flush, flushFolder, flushFolderSync } from './flush.ts'
import { moveIfFree } from './move-if-free.ts'
import { partSuffix, temporaryPath } from './temporary-files.ts'
import { asWriteError } from './write-error.ts'

// Libraries for this take bytes alone, no stream, folder or file that another program writes, and leave the new name
// unflushed.

/** What is to be there, or what writes it under the name that it is given; the files in a folder it flushes itself. */
export type Content = string | Uint8Array | ((temporary: string) => Promise<unknown>)

interface Options {
  /** Left out: beside, and known again by the next who writes there. */
  temporary?: string
  /** False for what can be made again: after a power cut it may be empty. */
  isLasting?: boolean
}

/**
 * Writes a file, in place of what had its name, or a folder, where there is none: it is there whole and outlasts a
 * power cut, or is as it was.
 * @throws `disk-full`, `output-unwritable`; and what `content` throws
 */
export async function writeAtomically(
  path: string,
  content: Content,
  { temporary = `${path}${partSuffix}`, isLasting = true }: Options = {},
): Promise<void> {
  await viaTemporary(path, temporary, async () => {
    await fill(temporary, content, isLasting)
    await rename(temporary, path)
    if (isLasting) await flushFolder(dirname(path))
  })
}

/**
 * Writes a file into `folder` under the first of these names that is free: it is there whole or not at all, and
 * nothing is overwritten.
 * @returns its path; `undefined` where none is free
 * @throws `disk-full`, `output-unwritable`; and what `content` throws
 */
export async function writeNew(
  folder: string,
  names: Iterable<string>,
  content: Content,
): Promise<string | undefined> {
  const temporary = temporaryPath(folder)
  return viaTemporary(folder, temporary, async () => {
    await fill(temporary, content, true)
    for (const name of names) {
      const path = join(folder, name)
      if (await moveIfFree(temporary, path)) return path
    }
    await rm(temporary)
    return undefined
  })
}

/** As `writeAtomically`, for whoever cannot wait. */
export function writeAtomicallySync(path: string, content: string | Uint8Array): void {
  const temporary = `${path}${partSuffix}`
  try {
    writeFileSync(temporary, content, { flush: true })
    renameSync(temporary, path)
    flushFolderSync(dirname(path))
  } catch (thrown) {
    try {
      rmSync(temporary, { force: true })
    } catch {
      // Not the reason.
    }
    throw asWriteError(thrown, path)
  }
}

async function viaTemporary<T>(path: string, temporary: string, work: () => Promise<T>): Promise<T> {
  const remove = () => rm(temporary, { recursive: true, force: true })
  try {
    await remove()
    return await work()
  } catch (thrown) {
    // What cannot be removed is not the reason.
    await remove().catch(() => {})
    throw asWriteError(thrown, path)
  }
}

async function fill(temporary: string, content: Content, isLasting: boolean): Promise<void> {
  if (typeof content !== 'function') return writeFile(temporary, content, { flag: 'wx', flush: isLasting })
  await content(temporary)
  if (isLasting) await flush(temporary)
}
