import Database from 'better-sqlite3'
import { type ErrorKind, TintypeError } from '../../../shared/errors.ts'
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

/**
 * The one connection to a database: prepares each text once, and turns SQLite's own errors into ours.
 * Everything is synchronous.
 */
export class Connection {
  readonly path: string
  readonly #database: Database.Database
  readonly #queries = new Map<string, Query<unknown>>()

  /** @param path a file, or `:memory:` */
  constructor(path: string, options: Pick<Database.Options, 'readonly' | 'timeout'> = {}) {
    requireNodeApi()
    this.path = path
    this.#database = guarded(path, () => new Database(path, options))
  }

  query<Row>(sql: string): Query<Row> {
    const known = this.#queries.get(sql)
    if (known) return known as Query<Row>
    const query = this.#prepare<Row>(sql)
    this.#queries.set(sql, query)
    return query
  }

  #prepare<Row>(sql: string): Query<Row> {
    const { path } = this
    const statement = guarded(path, () => this.#database.prepare<unknown[], Row>(sql))
    return {
      get: (...parameters) => guarded(path, () => statement.get(...parameters)),
      all: (...parameters) => guarded(path, () => statement.all(...parameters)),
      run: (...parameters) =>
        guarded(path, () => {
          const { changes, lastInsertRowid } = statement.run(...parameters)
          return { changes, id: Number(lastInsertRowid) }
        }),
    }
  }

  /** Runs statements that are not worth preparing. */
  execute(sql: string): void {
    guarded(this.path, () => this.#database.exec(sql))
  }

  /** First column of the first row that a pragma answers. */
  pragma(text: string): unknown {
    return guarded(this.path, () => this.#database.pragma(text, { simple: true }))
  }

  /** All of `work` or nothing; inside another transaction, a part of that one that can fail alone. */
  transaction<T>(work: () => T): T {
    return guarded(this.path, () => this.#database.transaction(work).immediate())
  }

  /** Copies the whole database, as it is between two transactions, into a new file. */
  async copyTo(file: string): Promise<void> {
    try {
      // All pages in one step: nobody waits meanwhile.
      await this.#database.backup(file, { progress: () => 0x7fffffff })
    } catch (thrown) {
      throw translated(thrown, this.path)
    }
  }

  close(): void {
    guarded(this.path, () => this.#database.close())
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw translated(thrown, path)
  }
}

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
]

function translated(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown
  const meaning = meanings.find(([code]) => thrown.code.startsWith(code))
  if (!meaning) return thrown
  const [, kind, message] = meaning
  return new TintypeError(kind, `The library ${path} ${message} (${thrown.code}).`, { cause: thrown })
}
