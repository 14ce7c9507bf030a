import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Content, writeAtomically } from '../../files/atomic-write.ts'
import { partSuffix } from '../../files/temporary-files.ts'

/** Use is put on record no more often than this, ms: a disk should not work because somebody looks. */
const recordEvery = 60 * 60_000
/** How full the cache is left when it was too full. */
const afterEviction = 0.9

type Bytes = Uint8Array<ArrayBuffer>

interface Entry {
  bytes: number
  /** Milliseconds since 1970. */
  used: number
}

/**
 * Pictures for the screen, by name: files and folders that can be made again at any time, so nothing
 * is lost when they are deleted. Over the limit, those used longest ago go. The time of last use is the
 * modification time of the file, so that the cache needs no record beside itself.
 */
export class PictureCache {
  readonly #folder: string
  readonly #limit: () => number
  readonly #making = new Map<string, Promise<void>>()
  #entries: Promise<Map<string, Entry>> | undefined

  /** @param limit bytes, asked for whenever something was added */
  constructor(folder: string, limit: () => number) {
    this.#folder = folder
    this.#limit = limit
  }

  /** The bytes of a file, made by `make` when it is not there. @throws those of `make`. */
  async file(name: string, make: () => Promise<Bytes>): Promise<Bytes> {
    const known = await this.#read(name)
    if (known) return known
    let made: Bytes | undefined
    await this.#once(name, async () => {
      made = await make()
      await this.put(name, made)
    })
    return made ?? (await this.#read(name)) ?? (await make())
  }

  /** Keeps a file, complete or not at all. */
  async put(name: string, bytes: Bytes): Promise<void> {
    await this.#publish(name, bytes)
  }

  /** The path of a folder, filled by `fill` when it is not there. @throws those of `fill`. */
  async folder(name: string, fill: (folder: string) => Promise<unknown>): Promise<string> {
    const path = join(this.#folder, name)
    const isThere = async (): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined
    if (!(await isThere())) {
      await this.#once(name, () =>
        this.#publish(name, async (temporary) => {
          await mkdir(temporary)
          await fill(temporary)
        }),
      )
    }
    await this.#use(name)
    return path
  }

  async bytes(): Promise<number> {
    return total(await this.#known())
  }

  /** What is there of an earlier run; what a killed process left half made is deleted. */
  #known(): Promise<Map<string, Entry>> {
    this.#entries ??= scan(this.#folder)
    return this.#entries
  }

  async #read(name: string): Promise<Bytes | undefined> {
    const bytes = await readFile(join(this.#folder, name)).catch(() => undefined)
    // An empty file is what a power cut may leave.
    if (!bytes?.length) return undefined
    await this.#use(name)
    return bytes
  }

  /** Several who want the same wait for the one who makes it. */
  async #once(name: string, make: () => Promise<void>): Promise<void> {
    const making = this.#making.get(name) ?? make().finally(() => this.#making.delete(name))
    this.#making.set(name, making)
    await making
  }

  async #publish(name: string, content: Content): Promise<void> {
    const path = join(this.#folder, name)
    const temporary = `${path}.${randomUUID()}${partSuffix}`
    // First, because it deletes what looks half made.
    const entries = await this.#known()
    await mkdir(dirname(path), { recursive: true })
    await writeAtomically(path, content, { temporary, isLasting: false })
    entries.set(name, { bytes: await sizeOf(path), used: Date.now() })
    await this.#evict(entries, name)
  }

  async #use(name: string): Promise<void> {
    const entry = (await this.#known()).get(name)
    const now = Date.now()
    if (!entry || now - entry.used < recordEvery) return
    entry.used = now
    await utimes(join(this.#folder, name), now / 1000, now / 1000).catch(() => {})
  }

  /** @param added just made, and about to be used: it stays even where it alone is over the limit */
  async #evict(entries: Map<string, Entry>, added: string): Promise<void> {
    const limit = this.#limit()
    let bytes = total(entries)
    if (bytes <= limit) return
    const oldest = [...entries].sort(([, a], [, b]) => a.used - b.used)
    for (const [name, entry] of oldest) {
      if (bytes <= limit * afterEviction) break
      if (name === added) continue
      entries.delete(name)
      bytes -= entry.bytes
      await rm(join(this.#folder, name), { recursive: true, force: true })
    }
  }
}

function total(entries: Map<string, Entry>): number {
  let bytes = 0
  for (const entry of entries.values()) bytes += entry.bytes
  return bytes
}

/** Entries lie three deep: kind, first letters, name. What else lies there is none of ours. */
async function scan(folder: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for (const kind of await list(folder)) {
    for (const shard of await list(join(folder, kind))) {
      for (const last of await list(join(folder, kind, shard))) {
        const name = join(kind, shard, last)
        const path = join(folder, name)
        const stats = await stat(path).catch(() => undefined)
        if (last.endsWith(partSuffix)) await rm(path, { recursive: true, force: true })
        else if (stats) entries.set(name, { bytes: await sizeOf(path, stats), used: stats.mtimeMs })
      }
    }
  }
  return entries
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}

async function sizeOf(path: string, stats?: Stats): Promise<number> {
  const known = stats ?? (await stat(path))
  if (!known.isDirectory()) return known.size
  const inside = await readdir(path, { recursive: true })
  const sizes = await Promise.all(inside.map(async (name) => (await stat(join(path, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
