import { Connection } from './connection.ts'
import type { Migration } from './migrations/migration.ts'

/** Libraries up to this version do not name it in their schema. */
const lastUnnamed = 80

/**
 * Tables, indexes, views and triggers of a database as one text; equal texts are equal schemas. What SQLite keeps
 * for itself is left out.
 * @throws `library-damaged` when SQLite cannot read its own schema.
 */
export function schemaOf(connection: Connection): string {
  const objects = connection
    .query<{ type: string; name: string; tbl_name: string; sql: string }>(
      `SELECT type, name, tbl_name, sql FROM sqlite_schema
       WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`,
    )
    .all()
  return JSON.stringify(objects)
}

/**
 * Writes the version into the schema itself. So no two versions have the same schema, not even where a step changes
 * rows alone, and a damaged `user_version` is told from a library of the future.
 */
export function nameVersion(connection: Connection, version: number): void {
  if (version <= lastUnnamed) return
  connection.execute('DROP VIEW IF EXISTS schema_version')
  connection.execute(`CREATE VIEW schema_version AS SELECT ${version} AS version`)
}

/**
 * The version that the schema names, also where SQLite cannot read the rest of it, as one written for a newer SQLite;
 * `undefined` for those up to 80 and for what is no library.
 */
export function namedVersion(connection: Connection): number | undefined {
  connection.pragma('writable_schema = ON')
  try {
    const row = connection
      .query<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'schema_version'")
      .get()
    const named = /^CREATE VIEW schema_version AS SELECT (\d{1,9}) AS version$/.exec(row?.sql ?? '')?.[1]
    return named === undefined ? undefined : Number(named)
  } catch {
    return undefined
  } finally {
    connection.pragma('writable_schema = OFF')
  }
}

/** The schema that a library has when it was taken through some steps. */
export function schemaAfter(steps: readonly Migration[]): string {
  const connection = new Connection(':memory:')
  try {
    for (const step of steps) step.up(connection)
    nameVersion(connection, steps.at(-1)?.version ?? 0)
    return schemaOf(connection)
  } finally {
    connection.close()
  }
}
