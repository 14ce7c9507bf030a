import { TintypeError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'

/** Numbers go by tens: a step lost in a merge shows as a gap. */
const stride = 10

export interface MigrationPlan {
  from: number
  to: number
  pending: readonly Migration[]
}

/**
 * What would bring a database to the version of this program. Changes nothing.
 * Errors: `library-from-future`, `library-damaged` for a version that never existed.
 */
export function planMigration(
  connection: Connection,
  steps: readonly Migration[] = migrations,
): MigrationPlan {
  requireOrder(steps)
  const from = Number(connection.pragma('user_version'))
  const to = steps.at(-1)?.version ?? 0
  if (from > to) {
    throw new TintypeError(
      'library-from-future',
      `The library ${connection.path} was made by a newer Tintype (version ${from}, this one knows ${to}). Install the newest Tintype to open it.`,
      { details: { from, to } },
    )
  }
  if (from % stride !== 0 || from < 0) {
    throw new TintypeError(
      'library-damaged',
      `The library ${connection.path} names a version that never existed: ${from}.`,
    )
  }
  return { from, to, pending: steps.filter(({ version }) => version > from) }
}

/** Takes every pending step in one transaction: the database is as it was before, or up to date. */
export function migrate(connection: Connection, { pending, to }: MigrationPlan): void {
  if (pending.length === 0) return
  // A step may rebuild a table that others refer to; all references are checked at the end instead.
  connection.execute('PRAGMA foreign_keys = OFF')
  try {
    connection.transaction(() => {
      for (const step of pending) step.up(connection)
      const dangling = connection.query<{ table: string }>('PRAGMA foreign_key_check').get()
      if (dangling) throw new Error(`A migration left dangling references in ${dangling.table}.`)
      connection.execute(`PRAGMA user_version = ${to}`)
    })
  } finally {
    connection.execute('PRAGMA foreign_keys = ON')
  }
}

function requireOrder(steps: readonly Migration[]): void {
  steps.forEach(({ version }, index) => {
    const expected = (index + 1) * stride
    if (version !== expected) throw new Error(`Migration ${version} stands where ${expected} belongs.`)
  })
}
