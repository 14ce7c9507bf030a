import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { UploadStore } from '../../shared/contract/app-server.ts'
import { fileName, numbered } from '../files/file-name.ts'
import { Refusal } from './refusal.ts'

/** Deeper than any folder of photographs. */
const deepest = 64

/** A file as the page names it: alone, or with its way below a folder that was given as a whole. */
export interface NamedUpload {
  /** Name of the file, or with a `folder` its path from that folder's name on, with `/`. */
  name: string
  /** Chosen by the page for one folder given; two folders of one name are told apart by it. */
  folder?: string
}

export interface UploadFolder {
  /** Where the file goes. */
  folder: string
  name: string
  /** The given folder's own place, for `import.start`. */
  root?: string
}

/**
 * Where uploads go among the library's originals: into the day's folder, and what came in a folder into
 * one of its own below that, with its tree kept. Folders that differ stay apart, however alike their names.
 */
export class UploadFolders {
  readonly #store: UploadStore
  /** Folders made, by what they are a copy of. */
  readonly #made = new Map<string, Promise<string>>()

  constructor(store: UploadStore) {
    this.#store = store
  }

  /** Makes the folders. @throws a `Refusal` for what is no way below a folder; those of the disk. */
  async make({ name, folder }: NamedUpload): Promise<UploadFolder> {
    const day = join(this.#store.folder, new Date().toISOString().slice(0, 10))
    this.#store.hold(day)
    if (folder === undefined) {
      await mkdir(day, { recursive: true })
      return { folder: day, name }
    }
    const parts = partsOf(name)
    let own = ''
    let source = folder
    let root: string | undefined
    for (const part of parts.slice(0, -1)) {
      source += `/${part}`
      own = await this.#open(source, own || day, part)
      root ??= own
    }
    return { folder: own, name: parts.at(-1) ?? '', ...(root !== undefined && { root }) }
  }

  /** Several files of a folder come at once; one of them makes it. */
  #open(source: string, parent: string, part: string): Promise<string> {
    const known = this.#made.get(source)
    if (known !== undefined) return known
    const making = this.#make(parent, fileName(part) || '_')
    this.#made.set(source, making)
    // A failure is not kept: there may be room on the disk by the next file.
    making.catch(() => this.#made.delete(source))
    return making
  }

  async #make(parent: string, name: string): Promise<string> {
    await mkdir(parent, { recursive: true })
    const names = numbered(name)
    for (;;) {
      const folder = join(parent, names.next().value)
      this.#store.hold(folder)
      try {
        await mkdir(folder)
        return folder
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
      }
    }
  }
}

/** @throws a `Refusal` for a path that is absolute, leads elsewhere, or has no folder. */
function partsOf(path: string): string[] {
  const parts = path.split('/')
  const isSound = parts.every((part) => part !== '' && part !== '.' && part !== '..')
  if (!isSound || parts.length < 2 || parts.length > deepest || /^[a-z]:$/i.test(parts[0] ?? '')) {
    throw new Refusal(400, `${JSON.stringify(path.slice(0, 200))} is no way of a file below a folder.`)
  }
  return parts
}
