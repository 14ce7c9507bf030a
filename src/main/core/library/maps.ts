import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { writeAtomicallySync } from '../../files/atomic-write.ts'
import { flushFolderSync } from '../../files/flush.ts'
import type { Connection } from './connection.ts'
import { asDiskError } from './disk-error.ts'
import { decodeMap, encodeMap } from './map-codec.ts'

/** A map, or why there is none: it is then made again from the recipe. */
export type StoredMap = { state: 'present'; ab: AbMap } | { state: 'missing' | 'damaged' }

/** A file among the maps; one that is half written has no hash, but its name. */
export interface OwnMap {
  path: string
  hash: string
}

const extension = '.ttab'
const hashPattern = /^[0-9a-f]{64}$/

/**
 * The a*b* maps of a library: files named by the SHA-256 of their bytes, so that equal ones are kept
 * once and a damaged one is never taken for a picture.
 */
export class MapStore {
  readonly #folder: string
  readonly #connection: Connection
  /** Put since the library was opened: the version that names one may be about to be written. */
  readonly #fresh = new Set<string>()

  constructor(folder: string, connection: Connection) {
    this.#folder = folder
    this.#connection = connection
  }

  /**
   * Keeps a map for good; when this returns, it survives a power cut.
   * @returns its hash, for the row that names it
   * @throws `bad-request` for values that are no colour, `disk-full`, `file-unreadable`.
   */
  put(ab: AbMap): string {
    const bytes = encodeMap(ab)
    const hash = hashOf(bytes)
    this.#fresh.add(hash)
    if (this.#read(hash) instanceof Uint8Array) return hash
    const shard = this.#shard(hash)
    try {
      if (!existsSync(shard)) {
        mkdirSync(shard)
        flushFolderSync(this.#folder)
      }
      writeAtomicallySync(this.#path(hash), bytes)
    } catch (thrown) {
      throw asDiskError(thrown, dirname(this.#folder))
    }
    return hash
  }

  get(hash: string): StoredMap {
    const bytes = this.#read(hash)
    if (typeof bytes === 'string') return { state: bytes }
    try {
      return { state: 'present', ab: decodeMap(bytes) }
    } catch {
      return { state: 'damaged' }
    }
  }

  /**
   * Deletes the maps that no version or draft names, and what a killed process left half written. For when nothing is
   * being coloured: a map is there before its version.
   * @returns files deleted
   */
  collect(): number {
    return this.discard(this.#files())
  }

  /** Maps that no version or draft names and no undo may bring back, but those of this session. */
  orphans(remembered: ReadonlySet<string>): OwnMap[] {
    return this.#files().filter(({ hash }) => !remembered.has(hash) && !this.#fresh.has(hash))
  }

  /** @returns files deleted: of those given, the ones that nothing names by now */
  discard(maps: readonly OwnMap[]): number {
    const unnamed = maps.filter(({ hash }) => !this.#isNamed(hash))
    for (const { path } of unnamed) rmSync(path, { force: true })
    return unnamed.length
  }

  /** What lies there and no version or draft names. */
  #files(): OwnMap[] {
    return readdirSync(this.#folder)
      .flatMap((shard) =>
        readdirSync(join(this.#folder, shard)).map((name) => join(this.#folder, shard, name)),
      )
      .map((path) => ({ path, hash: basename(path, extension) }))
      .filter(({ hash }) => !this.#isNamed(hash))
  }

  #isNamed(hash: string): boolean {
    const named = this.#connection.query(
      `SELECT 1 FROM versions WHERE map = :hash
       UNION ALL SELECT 1 FROM drafts WHERE map = :hash LIMIT 1`,
    )
    return named.get({ hash }) !== undefined
  }

  #read(hash: string): Uint8Array | 'missing' | 'damaged' {
    if (!hashPattern.test(hash)) return 'missing'
    let bytes: Uint8Array
    try {
      bytes = readFileSync(this.#path(hash))
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'damaged'
    }
    return hashOf(bytes) === hash ? bytes : 'damaged'
  }

  #shard(hash: string): string {
    return join(this.#folder, hash.slice(0, 2))
  }

  #path(hash: string): string {
    return join(this.#shard(hash), `${hash}${extension}`)
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
