import Database from 'better-sqlite3'
import { type ErrorKind, TintypeError } from '../../../shared/errors.ts'
import { log } from '../../log/log.ts'
import { hasNoRoom } from './disk-error.ts'
import { requireNodeApi } from './node-api.ts'

export type Value = string | number | null | Uint8Array

/** A prepared statement; parameters are bound by position, or by name with one object. */
export interface Query<Row> {
  get: (...parameters: Parameters) => Row | undefined
  all: (...parameters: Parameters) => Row[]
  /** @returns rows changed, and the id of the last row inserted */
  run: (...parameters: Parameters) => { changes: number; id: number }
}
type Parameters = Value[] | [Record<string, Value>]

/** What SQLite's result codes mean to a user, by their beginning; all others are mistakes of ours. */
const meanings: [code: string, kind: ErrorKind, message: string][] = [
  ['SQLITE_CORRUPT', 'library-damaged', 'holds damaged pages'],
  ['SQLITE_NOTADB', 'library-damaged', 'is no database'],
  ['SQLITE_FULL', 'disk-full', 'cannot grow: its disk is full'],
  ['SQLITE_BUSY', 'library-locked', 'is in use by another program'],
  ['SQLITE_IOERR', 'file-unreadable', 'cannot be read or written: its disk reports an error'],
  ['SQLITE_CANTOPEN', 'file-unreadable', 'cannot be opened'],
  ['SQLITE_READONLY', 'file-unreadable', 'cannot be written to'],
  ['SQLITE_PERM', 'file-unreadable', 'cannot be opened'],
  ['SQLITE_NOMEM', 'out-of-memory', 'needs more memory than there is'],
]

/** A statement that takes longer holds up everything in core, ms. */
const slow = 200

/** Keeps the text of a statement that took long; its values are bound and not in it. */
function watched<T>(sql: string, work: () => T): T {
  const started = performance.now()
  try {
    return work()
  } finally {
    const ms = Math.round(performance.now() - started)
    if (ms >= slow) log.warn({ ms, sql: sql.replace(/\s+/g, ' ').trim() }, 'A statement was slow.')
  }
}

/** Whether SQLite threw this and it has no meaning above: from a sound database, a mistake of ours. */
export function isSqliteError(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError
}

/**
 * The one connection to a database: prepares each text once, and turns SQLite's own errors into ours.
 * Everything is synchronous.
 */
export class Connection {
  readonly path: string
  readonly #database: Database.Database
  readonly #queries = new Map<string, Query<unknown>>()
  #isDamageSeen = false

  /** @param path a file, or `:memory:` */
  constructor(path: string, options: Pick<Database.Options, 'readonly' | 'timeout'> = {}) {
    requireNodeApi()
    this.path = path
    this.#database = this.#guarded(() => new Database(path, options))
  }

  /** Whether any call met damaged pages. */
  get isDamageSeen(): boolean {
    return this.#isDamageSeen
  }

  query<Row>(sql: string): Query<Row> {
    const known = this.#queries.get(sql)
    if (known) return known as Query<Row>
    const query = this.#prepare<Row>(sql)
    this.#queries.set(sql, query)
    return query
  }

  #prepare<Row>(sql: string): Query<Row> {
    const statement = this.#guarded(() => this.#database.prepare<unknown[], Row>(sql))
    const timed = <T>(work: () => T): T => this.#guarded(() => watched(sql, work))
    return {
      get: (...parameters) => timed(() => statement.get(...parameters)),
      all: (...parameters) => timed(() => statement.all(...parameters)),
      run: (...parameters) =>
        timed(() => {
          const { changes, lastInsertRowid } = statement.run(...parameters)
          return { changes, id: Number(lastInsertRowid) }
        }),
    }
  }

  /** Runs statements that are not worth preparing. */
  execute(sql: string): void {
    this.#guarded(() => this.#database.exec(sql))
  }

  /** First column of the first row that a pragma answers. */
  pragma(text: string): unknown {
    return this.#guarded(() => this.#database.pragma(text, { simple: true }))
  }

  /** All of `work` or nothing; inside another transaction, a part of that one that can fail alone. */
  transaction<T>(work: () => T): T {
    return this.#guarded(() => this.#database.transaction(work).immediate())
  }

  /** Copies the whole database, as it is between two transactions, into a new file. */
  async copyTo(file: string): Promise<void> {
    try {
      // All pages in one step: nobody waits meanwhile.
      await this.#database.backup(file, { progress: () => 0x7fffffff })
    } catch (thrown) {
      throw this.#translated(thrown)
    }
  }

  close(): void {
    this.#guarded(() => this.#database.close())
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (thrown) {
      throw this.#translated(thrown)
    }
  }

  #translated(thrown: unknown): unknown {
    if (!(thrown instanceof Database.SqliteError)) return thrown
    const meaning = meanings.find(([code]) => thrown.code.startsWith(code))
    if (!meaning) return thrown
    const [, found, said] = meaning
    // A full disk has many faces: SQLite cannot make a file, give it its size, or write its journal.
    const isFull = found === 'file-unreadable' && hasNoRoom(this.path)
    const [kind, message] = isFull
      ? (['disk-full', 'cannot be opened: its disk is full'] as const)
      : [found, said]
    this.#isDamageSeen ||= kind === 'library-damaged'
    return new TintypeError(kind, `The library ${this.path} ${message} (${thrown.code}).`, { cause: thrown })
  }
}
