import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { Connection } from './connection.ts'
import { flush, writeDurably } from './durable.ts'
import { decodeMap, encodeMap } from './map-codec.ts'

/** A map, or why there is none: it is then made again from the recipe. */
export type StoredMap = { state: 'present'; ab: AbMap } | { state: 'missing' | 'damaged' }

const extension = '.ttab'
const hashPattern = /^[0-9a-f]{64}$/

/**
 * The a*b* maps of a library: files named by the SHA-256 of their bytes, so that equal ones are kept
 * once and a damaged one is never taken for a picture.
 */
export class MapStore {
  readonly #folder: string
  readonly #connection: Connection

  constructor(folder: string, connection: Connection) {
    this.#folder = folder
    this.#connection = connection
  }

  /**
   * Keeps a map for good; when this returns, it survives a power cut.
   * @returns its hash, for the row that names it
   * Errors: `bad-request` for values that are no colour, or the error of the disk.
   */
  put(ab: AbMap): string {
    const bytes = encodeMap(ab)
    const hash = hashOf(bytes)
    if (this.#read(hash) instanceof Uint8Array) return hash
    const shard = this.#shard(hash)
    if (!existsSync(shard)) {
      mkdirSync(shard)
      flush(this.#folder, 'folder')
    }
    writeDurably(this.#path(hash), bytes)
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
   * Deletes the maps that no version names, and what a killed process left half written.
   * @returns files deleted
   */
  collect(): number {
    const named = this.#connection.query<{ map: string }>('SELECT 1 FROM versions WHERE map = ? LIMIT 1')
    let deleted = 0
    for (const shard of readdirSync(this.#folder)) {
      for (const name of readdirSync(join(this.#folder, shard))) {
        if (name.endsWith(extension) && named.get(name.slice(0, -extension.length))) continue
        rmSync(join(this.#folder, shard, name), { force: true })
        deleted += 1
      }
    }
    return deleted
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
