import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, parse } from 'node:path'
import type { Provenance } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { isResultOf } from '../../../shared/recipe.ts'
import { shortened } from '../../files/file-name.ts'
import type { ResultIdentity } from './provenance.ts'

/** Where a result goes: `stem.extension`, or that with a number. */
export interface ResultName {
  folder: string
  stem: string
  extension: string
}

/** Looks at a file that may be a result; `inFull` at every pixel of it. @throws `file-*`, `picture-*` */
export type LookAtResult = (
  path: string,
  inFull: boolean,
) => Promise<{ provenance?: Provenance | undefined; isWhole: boolean }>

/** The results that lie in the folders of one batch: each folder is listed once. */
export class ResultIndex {
  /** Files of each folder by the names they may be the numbered ones of. */
  readonly #folders = new Map<string, Promise<Map<string, string[]>>>()

  /**
   * The result of that identity among `stem.ext`, `stem-2.ext`, ..., whichever of them are left, known by the provenance
   * inside the file, so that renamed settings, moved folders and lost caches do no harm. One that does not go to its
   * end is none.
   * @param inFull each is read to its last pixel
   * @throws `output-unwritable` when the folder is gone.
   */
  async find(
    { folder, stem, extension }: ResultName,
    { source, recipes }: ResultIdentity,
    look: LookAtResult,
    inFull = false,
  ): Promise<string | undefined> {
    for (const file of await this.#candidates(folder, `${stem}.${extension}`)) {
      const path = join(folder, file)
      const found = await look(path, inFull).catch(() => ({ isWhole: false }))
      if (isResultOf(found, source, recipes)) return path
    }
    return undefined
  }

  /** Takes in a result that was made just now. */
  async add(path: string): Promise<void> {
    const files = await this.#folders.get(dirname(path))
    if (files) enter(files, basename(path))
  }

  async #candidates(folder: string, name: string): Promise<string[]> {
    const listed = (await this.#listed(folder)).get(comparable(name)) ?? []
    if (listed.includes(name)) return listed
    // Somebody else may be at work in this folder.
    const isNew = await stat(join(folder, name)).then(
      () => true,
      () => false,
    )
    return isNew ? [...listed, name] : listed
  }

  #listed(folder: string): Promise<Map<string, string[]>> {
    const listing = this.#folders.get(folder) ?? list(folder)
    this.#folders.set(folder, listing)
    // A failure is not kept: the user may mend it and try again.
    listing.catch(() => this.#folders.delete(folder))
    return listing
  }
}

async function list(folder: string): Promise<Map<string, string[]>> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new TintypeError('output-unwritable', `The folder ${folder} cannot be read (${cause.code}).`, {
      cause,
    })
  })
  const files = new Map<string, string[]>()
  for (const name of names) enter(files, name)
  return files
}

/** `scan-2.png` may be the second `scan.png` as well as the first `scan-2.png`. */
function enter(files: Map<string, string[]>, name: string): void {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  for (const wanted of new Set([stem, stem.replace(/-\d+$/, '')])) {
    const key = comparable(wanted + ending)
    const alike = files.get(key)
    // In place: a folder of `scan-1` to `scan-100000` has one key for all of them.
    if (alike) alike.push(name)
    else files.set(key, [name])
  }
}

/** Some disks change the capitals or the accents' form of a name that they are given. */
function comparable(name: string): string {
  return name.normalize().toLowerCase()
}

/** Longest stem, in bytes of UTF-8, that leaves room for a number and an ending on every file system. */
export const longestStem = 200

/**
 * What the result of a photo is called, without folder and ending: as its file, and from the second photograph of a
 * file on with what tells them apart.
 * @param page place among the photographs of the file, from 0
 */
export function stemOf(path: string, page: number): string {
  const { name } = parse(path)
  return page === 0 ? name : parse(shortened(`${name}.x`, `-p${page + 1}`, longestStem)).name
}
