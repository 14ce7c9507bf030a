import { randomInt } from 'node:crypto'
import { TintypeError } from '../../../shared/errors.ts'
import { type RecordedTable, watchRows } from './act-triggers.ts'
import type { Connection } from './connection.ts'

/** Acts that can be undone; older ones are forgotten. */
const kept = 200

/** Names an act for `undo`; `null` where nothing was changed. */
export type ActId = number | null

/** What an undo touched, for those who show it. */
export interface Undone {
  /** The undo is an act itself: undone in its turn, the first act is done again. */
  act: ActId
  photos: number[]
}

/** Rows that an act wrote one after the other in the same way, none of them twice. */
interface Run {
  table: RecordedTable
  how: 'inserted' | 'deleted' | 'updated'
  key: string[]
  columns: string[]
  /** First and last id in `act_changes`. */
  first: number
  last: number
  rows: number
}

/**
 * What people did to the library, so that each act can be undone exactly. Triggers note every row that an
 * act writes, cascades included, as it was and as it became, in temporary tables: an act can be undone as
 * long as the library is open.
 */
export class Acts {
  readonly #connection: Connection
  // Not from 1: a page that outlives this process must not undo another act under the same number.
  #last: number = randomInt(2 ** 47)

  constructor(connection: Connection) {
    this.#connection = connection
    watchRows(connection)
  }

  /** Does `work` in one transaction, as something that can be undone. Acts hold no other acts. */
  record<T>(work: () => T): { act: ActId; result: T } {
    return this.#connection.transaction(() => this.#noted(work))
  }

  /**
   * Gives back exactly what an act changed, or changes nothing. Any act can be undone, not the last alone.
   * @throws `undo-impossible` where something of it was changed again since, or it is forgotten.
   */
  undo(act: number): Undone {
    const runs = this.#runs(act)
    if (runs.length === 0) {
      throw new TintypeError('undo-impossible', 'This was undone already, or is too long ago.')
    }
    return this.#connection.transaction(() => {
      const photos = this.#photosOf(act)
      const { act: undo } = this.#noted(() => {
        for (const run of runs.toReversed()) this.#revert(act, run)
      })
      // What hung on the act would go with it: photos that came into a new album since, for example.
      if (undo === null || this.#count(undo) !== this.#count(act)) throw overtaken()
      this.#connection.query('DELETE FROM act_changes WHERE act = ?').run(act)
      return { act: undo, photos }
    })
  }

  /** Names of maps in rows that an undo may bring back. */
  rememberedMaps(): Set<string> {
    const rows = this.#connection
      .query<{ map: string }>(
        "SELECT DISTINCT before ->> 'map' AS map FROM act_changes WHERE map IS NOT NULL",
      )
      .all()
    return new Set(rows.map(({ map }) => map))
  }

  #noted<T>(work: () => T): { act: ActId; result: T } {
    const act = ++this.#last
    this.#connection.query('INSERT INTO act_in_work VALUES (?)').run(act)
    const result = work()
    this.#connection.query('DELETE FROM act_in_work').run()
    this.#connection.query('DELETE FROM act_changes WHERE act <= ?').run(act - kept)
    return { act: this.#count(act) > 0 ? act : null, result }
  }

  /** How many rows an act wrote. */
  #count(act: number): number {
    const rows = this.#connection.query<{ rows: number }>(
      'SELECT count(*) AS rows FROM act_changes WHERE act = ?',
    )
    return rows.get(act)?.rows ?? 0
  }

  #runs(act: number): Run[] {
    const rows = this.#connection
      .query<{ id: number; table: RecordedTable; how: Run['how']; key: string; columns: string }>(
        `SELECT id, "table", key, columns,
           CASE WHEN before IS NULL THEN 'inserted' WHEN after IS NULL THEN 'deleted' ELSE 'updated' END AS how
         FROM act_changes WHERE act = ? ORDER BY id`,
      )
      .all(act)
    const runs: Run[] = []
    let kind = ''
    const seen = new Set<string>()
    for (const { id, table, how, key, columns } of rows) {
      const run = runs.at(-1)
      if (run && kind === `${table} ${how} ${columns}` && !seen.has(key)) {
        run.last = id
        run.rows += 1
      } else {
        kind = `${table} ${how} ${columns}`
        seen.clear()
        const names = { key: Object.keys(JSON.parse(key) as object), columns: columns.split(',') }
        runs.push({ table, how, ...names, first: id, last: id, rows: 1 })
      }
      seen.add(key)
    }
    return runs
  }

  /** Puts rows back as they were; each has to be as the act left it. */
  #revert(act: number, run: Run): void {
    const { first, last, rows } = run
    let changes: number
    try {
      changes = this.#connection.query(reverting(run)).run({ act, first, last }).changes
    } catch (thrown) {
      // What a row refers to is gone, or another has its name.
      if (isConstraint(thrown)) throw overtaken(thrown)
      throw thrown
    }
    if (changes !== rows) throw overtaken()
  }

  #photosOf(act: number): number[] {
    return this.#connection
      .query<{ photo: number }>(
        `SELECT DISTINCT CASE "table" WHEN 'photos' THEN key ->> 'id'
           ELSE coalesce(before, after) ->> 'photo_id' END AS photo
         FROM act_changes WHERE act = ? AND photo IS NOT NULL`,
      )
      .all(act)
      .map(({ photo }) => photo)
  }
}

/** SQL that puts the rows of a run back, all in one statement: row by row, search would take minutes. */
function reverting({ table, how, key, columns }: Run): string {
  const noted = 'act_changes AS noted WHERE noted.act = :act AND noted.id BETWEEN :first AND :last'
  const written = (column: string): string => `noted.before ->> '${column}'`
  if (how === 'deleted')
    return `INSERT INTO ${table} (${columns}) SELECT ${columns.map(written)} FROM ${noted}`
  const asLeft = [
    ...key.map((column) => `${table}.${column} = noted.key ->> '${column}'`),
    ...columns.map((column) => `${table}.${column} IS noted.after ->> '${column}'`),
  ].join(' AND ')
  if (how === 'updated') {
    const values = columns.map((column) => `${column} = ${written(column)}`)
    return `UPDATE ${table} SET ${values} FROM ${noted} AND ${asLeft}`
  }
  const keys = key.map((column) => `${table}.${column}`)
  return `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${keys} FROM ${table}, ${noted} AND ${asLeft})`
}

function overtaken(cause?: unknown): TintypeError {
  return new TintypeError(
    'undo-impossible',
    'Something was changed since that this cannot be undone without.',
    { cause },
  )
}

function isConstraint(thrown: unknown): boolean {
  return String((thrown as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')
}
