import { realpath, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { sweep, temporaryPath } from '../../files/temporary-files.ts'
import { asWriteError } from '../../files/write-error.ts'
import { ResultIndex } from './result-index.ts'

/** @throws `output-unwritable`. */
export type Sweep = (folder: string) => Promise<unknown>

/**
 * The folder of one batch that results go into, and those below it; each is made and cleared of leftovers
 * once. The first is never made again: where its drive was taken out, that would fill another disk.
 */
export class OutputFolders {
  /** What lies in them. */
  readonly results = new ResultIndex()
  readonly #root: string
  #device: Promise<number | undefined> | undefined
  readonly #opened = new Map<string, Promise<string>>()

  constructor(root: string) {
    this.#root = root
  }

  /**
   * Makes `folder` ready for the result of `source`.
   * @param sweep clears a folder of what was left half written
   * @throws `output-is-input` where results would lie among the originals, `output-unwritable`, also when
   * the root is no longer where it was, `disk-full`, `file-not-found` when the folder of `source` is gone.
   */
  async open(folder: string, source: string, sweep: Sweep): Promise<void> {
    await this.#requireRoot(sweep)
    let real = await this.#make(folder, sweep)
    if ((await deviceOf(folder)) === undefined) {
      // It may have gone together with the root since that was looked at: only a folder below is made again.
      await this.#requireRoot(sweep)
      if (folder !== this.#root) {
        this.#opened.delete(folder)
        real = await this.#make(folder, sweep)
      }
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
  async explain(thrown: unknown): Promise<unknown> {
    try {
      if (this.#device !== undefined) await this.#requireRoot(async () => {})
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

  /** Clears the folders of what workers left half written that were ended; where that fails, the next batch in them does it. */
  async sweep(): Promise<void> {
    for (const folder of this.#opened.keys()) await sweep(folder).catch(() => {})
  }

  async #requireRoot(sweep: Sweep): Promise<void> {
    this.#device ??= this.#make(this.#root, sweep).then(() => deviceOf(this.#root))
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

  #make(folder: string, sweep: Sweep): Promise<string> {
    const opening = this.#opened.get(folder) ?? ready(folder, sweep)
    this.#opened.set(folder, opening)
    opening.catch(() => this.#opened.delete(folder))
    return opening
  }
}

/** What the folder lies on; `undefined` where there is none. */
async function deviceOf(folder: string): Promise<number | undefined> {
  return (await stat(folder).catch(() => undefined))?.dev
}

/** @throws Node's own where the folder takes no files. */
async function tryFile(folder: string): Promise<void> {
  const path = temporaryPath(folder)
  try {
    await writeFile(path, 'Tintype', { flag: 'wx', flush: true })
  } finally {
    await rm(path, { force: true })
  }
}

/** @returns the folder's real path */
async function ready(folder: string, sweep: Sweep): Promise<string> {
  await makeFolder(folder)
  await sweep(folder)
  return await realpath(folder).catch((thrown) => {
    throw asWriteError(thrown, folder)
  })
}
