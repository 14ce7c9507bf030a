import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { glob } from 'tinyglobby'
import type { UploadStore } from '../../../shared/contract/app-server.ts'
import { modelUploadPrefix } from '../../../shared/contract/app-server.ts'
import { partSuffix } from '../../files/temporary-files.ts'
import { fileHash } from '../files/file-hash.ts'
import { isInside } from '../files/is-inside.ts'
import { pathsOfPlan } from '../jobs/tasks.ts'
import type { AppJobs, Library, PhotoFile } from '../library/index.ts'
import { isUnchanged } from './picture-file.ts'

/** A file among the originals; `hash` where it is known without reading the file. */
export interface Original {
  path: string
  hash?: string
}

export interface OwnFile {
  path: string
  bytes: number
}

const nobody: ReadonlySet<number> = new Set()

/**
 * The library's own copies of photographs that came as bytes. One is deleted when nothing wants it any
 * more: no photo, no import under way, no photo of the same content that lost its file.
 */
export class Originals implements UploadStore {
  readonly folder: string
  readonly #library: Library
  readonly #jobs: AppJobs
  /** Files and folders that came since the library was opened and were not imported yet. */
  readonly #held = new Set<string>()
  readonly #onTrouble: (thrown: unknown) => void
  #discarding = Promise.resolve()

  /** @param onTrouble told when something cannot be deleted; it stays, for the check to find */
  constructor(library: Library, jobs: AppJobs, onTrouble: (thrown: unknown) => void) {
    this.#onTrouble = onTrouble
    this.folder = join(library.layout.folder, 'originals')
    this.#library = library
    this.#jobs = jobs
  }

  hold = (path: string): void => void this.#held.add(path)

  /** An import takes care of them from now on. */
  release(paths: readonly string[]): void {
    const taken = new Set(paths)
    for (const held of this.#held) {
      for (let above = held; this.isOwn(above); above = dirname(above)) {
        if (taken.has(above)) this.#held.delete(held)
      }
    }
  }

  isOwn(path: string): boolean {
    return isInside(path, this.folder)
  }

  /** Of these files, those that can go. @param leaving photos that do not count, since they go as well */
  async unwanted(files: readonly Original[], leaving = nobody): Promise<OwnFile[]> {
    const found: OwnFile[] = []
    // Several photos may be of one file.
    for (const file of new Map(files.map((file) => [file.path, file])).values()) {
      const stats = this.isOwn(file.path) ? await stat(file.path).catch(() => undefined) : undefined
      if (stats?.isFile() && !(await this.#isWanted(file, leaving))) {
        found.push({ path: file.path, bytes: stats.size })
      }
    }
    return found
  }

  /** Deletes those that nothing wants any more, and folders that are empty then. @returns what was deleted */
  async discard(files: readonly Original[]): Promise<OwnFile[]> {
    const discarded: OwnFile[] = []
    for (const file of files) {
      // One at a time: what is deleted was looked at a moment ago.
      for (const { path, bytes } of await this.unwanted([file])) {
        await rm(path, { force: true })
        await this.#removeEmpty(dirname(path))
        discarded.push({ path, bytes })
      }
    }
    return discarded
  }

  /** Looks at them when what is being done is done, and deletes those that nothing wants by then. */
  discardLater(paths: readonly string[]): void {
    const own = paths.filter((path) => this.isOwn(path))
    if (own.length === 0) return
    this.#discarding = this.#discarding
      .then(async () => void (await this.discard(await this.#below(own))))
      .catch(this.#onTrouble)
  }

  /** Answers when all that was to be discarded is. */
  settled(): Promise<void> {
    return this.#discarding
  }

  /** All that nothing wants, such as uploads that were never imported, or photos of a database that was set aside. */
  async orphans(): Promise<OwnFile[]> {
    const known = new Set(this.#library.photos.pathsWith('originals').map(tailOf))
    const files = await this.#files(this.folder)
    return this.unwanted(files.filter(({ path }) => !known.has(tailOf(path))))
  }

  /** Files, and what lies in folders. */
  async #below(paths: readonly string[]): Promise<Original[]> {
    const files = await Promise.all(
      paths.map(async (path) => {
        const isFolder = (await stat(path).catch(() => undefined))?.isDirectory()
        return isFolder ? this.#files(path) : [{ path }]
      }),
    )
    return files.flat()
  }

  /** What is on its way in is left out: half an upload, a model. */
  async #files(folder: string): Promise<Original[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(partSuffix))
      .map(({ parentPath, name }) => ({ path: join(parentPath, name) }))
      .filter(({ path }) => !relative(this.folder, path).startsWith(modelUploadPrefix))
  }

  async #isWanted({ path, hash }: Original, leaving: ReadonlySet<number>): Promise<boolean> {
    if (this.#isNamed(path, leaving)) return true
    const content = hash || (await fileHash(path).catch(() => undefined))
    if (content === undefined) return true
    const twins = this.#library.photos
      .filesByHash(content)
      .filter((twin) => !leaving.has(twin.id) && twin.path !== path)
    // The same file by another name: the library was opened through a link, the disk knows no capitals.
    for (const twin of twins) if (await isOneFile(twin.path, path)) return true
    const isMissed = twins.length > 0 && !(await someIsThere(twins))
    return isMissed || this.#isNamed(path, leaving)
  }

  #isNamed(path: string, leaving: ReadonlySet<number>): boolean {
    if (this.#library.photos.filesByPath(path).some(({ id }) => !leaving.has(id))) return true
    return this.#held.has(path) || this.#isToImport(path)
  }

  #isToImport(path: string): boolean {
    if (this.#jobs.hasTask('path', path)) return true
    const planned = this.#jobs.planned().flatMap((batch) => pathsOfPlan(this.#jobs.plan(batch)))
    return planned.some((root) => root === path || isInside(path, root))
  }

  async #removeEmpty(folder: string): Promise<void> {
    if (!this.isOwn(folder) || this.#held.has(folder)) return
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    )
    if (isGone) await this.#removeEmpty(dirname(folder))
  }
}

async function isOneFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

async function someIsThere(files: PhotoFile[]): Promise<boolean> {
  for (const file of files) if (await isUnchanged(file)) return true
  return false
}

/** The way below `originals`: a library that was moved, or opened by another name, has the same files. */
function tailOf(path: string): string {
  return path.slice(path.lastIndexOf('originals')).replaceAll('\\', '/').normalize('NFC').toLowerCase()
}

/**
 * Makes the folder for originals that arrive as bytes, and deletes what an upload left half written, or a model
 * on its way in, when its host was killed. Only names with a leading dot: an original is never given one.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const parts = await glob(`**/.*${partSuffix}`, {
    cwd: folder,
    dot: true,
    absolute: true,
    followSymbolicLinks: false,
  })
  for (const part of parts) await rm(part, { force: true })
  for (const name of await readdir(folder)) {
    if (name.startsWith(modelUploadPrefix)) await rm(join(folder, name), { recursive: true, force: true })
  }
}
