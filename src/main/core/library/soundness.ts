import { closeSync, openSync, readSync } from 'node:fs'
import { TintypeError } from '../../../shared/errors.ts'
import { type Connection, isSqliteError } from './connection.ts'

/**
 * Checks every table, but not search: that is made of the others, takes longer to check than all of them, and is
 * looked at only when there is cause.
 * @throws `library-damaged`.
 */
export function requireSound(connection: Connection): void {
  const unsound = unsoundTables(connection)
  if (unsound.length === 0) return
  // All or nothing: a library that is not mended by this stays byte for byte as it is.
  connection.transaction(() => {
    for (const name of unsound) {
      quoteBrokenJson(connection, name)
      const verdict = verdictOn(connection, name)
      if (verdict === 'ok') continue
      throw new TintypeError('library-damaged', `The library ${connection.path} is damaged: ${verdict}.`)
    }
  })
}

/** Whether all of that is well; changes nothing. */
export function isSound(connection: Connection): boolean {
  return unsoundTables(connection).length === 0
}

function unsoundTables(connection: Connection): string[] {
  return connection
    .query<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'",
    )
    .all()
    .map(({ name }) => name)
    .filter((name) => verdictOn(connection, name) !== 'ok')
}

const headerBytes = 20
const magic = 'SQLite format 3\0'

/**
 * SQLite takes a database for one that must not be written to when the number of its format (bytes 18 and 19) is
 * damaged.
 * @throws `library-damaged`.
 */
export function requireFormat(path: string): void {
  const header = Buffer.alloc(headerBytes)
  const file = openSync(path, 'r')
  try {
    readSync(file, header, 0, headerBytes, 0)
  } finally {
    closeSync(file)
  }
  // What is no database at all, SQLite says itself.
  if (header.toString('latin1', 0, magic.length) !== magic) return
  const [write, read] = header.subarray(18)
  if (write! > 2 || read! > 2) {
    throw new TintypeError(
      'library-damaged',
      `The library ${path} is damaged: its format is ${write}.${read}.`,
    )
  }
}

function verdictOn(connection: Connection, table: string): unknown {
  try {
    return connection.pragma(`quick_check(${table})`)
  } catch (thrown) {
    // A computed column that cannot be computed, of JSON that is none.
    if (isSqliteError(thrown)) return (thrown as Error).message
    throw thrown
  }
}

/**
 * Makes a JSON string of text that is no JSON: whoever reads it finds something that is not what it should be. So it
 * costs its own row, never the library.
 */
function quoteBrokenJson(connection: Connection, table: string): void {
  for (const column of jsonColumns(connection, table)) {
    try {
      connection.execute(
        `UPDATE ${table} SET ${column} = json_quote(${column}) WHERE ${column} IS NOT NULL AND NOT json_valid(${column})`,
      )
    } catch {
      // The table itself is damaged, which the next look at it says.
    }
  }
}

/** As the table itself says: none can be forgotten. */
function jsonColumns(connection: Connection, table: string): string[] {
  const row = connection
    .query<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(table)
  return [...(row?.sql ?? '').matchAll(/\bjson_valid\((\w+)\)/g)].map(([, column]) => column!)
}
