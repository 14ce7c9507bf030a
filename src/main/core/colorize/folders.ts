import { randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { partSuffix } from '../../../shared/part-suffix.ts'
import { isRunning } from '../files/is-running.ts'
import { writerOf } from './results.ts'

/**
 * The folder of one batch that results go into, and those below it; each is made and cleared of leftovers
 * once. The first is never made again: where its drive was taken out, that would fill another disk.
 */
export class OutputFolders {
  readonly #root: string
  #device: Promise<number | undefined> | undefined
  readonly #opened = new Map<string, Promise<string>>()

  constructor(root: string) {
    this.#root = root
  }

  /**
   * Makes `folder` ready for the result of `source`.
   * Errors: `output-is-input` where results would lie among the originals, `output-unwritable`, also when
   * the root is no longer where it was, `disk-full`, `file-not-found` when the folder of `source` is gone.
   */
  async open(folder: string, source: string): Promise<void> {
    await this.#requireRoot()
    let real = await this.#make(folder)
    if ((await deviceOf(folder)) === undefined) {
      this.#opened.delete(folder)
      real = await this.#make(folder)
    }
    const originals = await realpath(dirname(source)).catch((cause) => {
      throw new TintypeError('file-not-found', `${source} is no longer there.`, { cause })
    })
    if (real === originals) {
      throw new TintypeError(
        'output-is-input',
        `${folder} holds the original itself. Choose another folder for the results.`,
      )
    }
  }

  /**
   * Tells a failure of one photograph from one that the next would meet as well, by looking at the root.
   * @returns what is wrong with the root, or the error itself; where the root takes files, `details.single`
   *   says of a result that could not be written that it is alone with that
   */
  async judge(thrown: unknown): Promise<unknown> {
    try {
      if (this.#device !== undefined) await this.#requireRoot()
    } catch (rootGone) {
      return rootGone
    }
    if (!(thrown instanceof TintypeError) || thrown.kind !== 'output-unwritable') return thrown
    try {
      await tryFile(this.#root)
    } catch {
      return thrown
    }
    const details = { ...thrown.details, single: true }
    return new TintypeError(thrown.kind, thrown.message, { cause: thrown, details })
  }

  async #requireRoot(): Promise<void> {
    this.#device ??= this.#make(this.#root).then(() => deviceOf(this.#root))
    // A failure is not kept: the user may mend it and try again.
    this.#device.catch(() => {
      this.#device = undefined
    })
    if ((await this.#device) === (await deviceOf(this.#root))) return
    throw new TintypeError(
      'output-unwritable',
      `The folder ${this.#root} is no longer there: it was removed, or its drive was taken out.`,
    )
  }

  #make(folder: string): Promise<string> {
    const opening = this.#opened.get(folder) ?? makeFolder(folder)
    this.#opened.set(folder, opening)
    opening.catch(() => this.#opened.delete(folder))
    return opening
  }
}

/** What the folder lies on; `undefined` where there is none. */
async function deviceOf(folder: string): Promise<number | undefined> {
  return (await stat(folder).catch(() => undefined))?.dev
}

/** Errors: Node's own where the folder takes no files. */
async function tryFile(folder: string): Promise<void> {
  const path = join(folder, `.${process.pid}-${randomUUID()}${partSuffix}`)
  try {
    await writeFile(path, 'Tintype', { flag: 'wx', flush: true })
  } finally {
    await rm(path, { force: true })
  }
}

/** @returns the folder's real path */
async function makeFolder(folder: string): Promise<string> {
  try {
    await mkdirs(folder)
    await sweepLeftovers(folder)
    return await realpath(folder)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new TintypeError(
      code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'output-unwritable',
      code === 'ENOTDIR'
        ? `There is a file where the folder ${folder} should be.`
        : `The folder ${folder} cannot be made or used (${code ?? message}).`,
      { cause },
    )
  }
}

/** Node's recursive `mkdir` never comes back where a disk makes no folders (`/proc`, some cameras). */
async function mkdirs(folder: string): Promise<void> {
  const make = (): Promise<void> =>
    mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error
    await mkdirs(dirname(folder))
    await make()
  })
}

/** Removes temporary files whose writer no longer runs: what a power cut leaves behind. */
async function sweepLeftovers(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const writer = entry.isFile() && writerOf(entry.name)
    if (writer && !isRunning(writer)) await rm(join(folder, entry.name), { force: true })
  }
}
