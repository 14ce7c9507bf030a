import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { isRunning } from '../is-running.ts'
import { writerOf } from './results.ts'

/** The folders of one batch that results go into; each is made and cleared of leftovers once. */
export class OutputFolders {
  readonly #opened = new Map<string, Promise<string>>()

  /**
   * Makes `folder` ready for the result of `source`.
   * Errors: `output-is-input` where results would lie among the originals, `output-unwritable`,
   * `disk-full`.
   */
  async open(folder: string, source: string): Promise<void> {
    const opening = this.#opened.get(folder) ?? makeFolder(folder)
    this.#opened.set(folder, opening)
    // A failure is not kept: the user may mend it and try again.
    opening.catch(() => this.#opened.delete(folder))
    if ((await opening) === (await realpath(dirname(source)))) {
      throw new TintypeError(
        'output-is-input',
        `${folder} holds the original itself. Choose another folder for the results.`,
      )
    }
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
      code === 'ENOSPC' ? 'disk-full' : 'output-unwritable',
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
