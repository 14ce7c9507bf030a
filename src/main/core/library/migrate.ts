import { TintypeError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { migrations } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { namedVersion, nameVersion, schemaAfter, schemaOf } from './schema.ts'

/** Numbers go by tens: a step lost in a merge shows as a gap. */
const stride = 10
/** A newer Tintype is at most so many steps ahead; what is further ahead is a damaged number. */
const stepsAhead = 100

export interface MigrationPlan {
  from: number
  to: number
  pending: readonly Migration[]
  /** The database names another version than the one whose tables it has. */
  isNumberDamaged: boolean
}

/**
 * What would bring a database to the version of this program. Changes nothing. The version is the one whose tables
 * are there: the number in the header is only believed where both agree.
 * @throws `library-from-future`, `library-damaged` for tables that are of no version.
 */
export function planMigration(
  connection: Connection,
  steps: readonly Migration[] = migrations,
): MigrationPlan {
  requireOrder(steps)
  const to = steps.at(-1)?.version ?? 0
  const claimed = Number(connection.pragma('user_version'))
  const found = readableSchema(connection)
  const versions = [0, ...steps.map(({ version }) => version)]
  const isOf = (version: number): boolean => schemaAfter(upTo(version, steps)) === found
  const isRight = versions.includes(claimed) && isOf(claimed)
  const like = isRight ? [claimed] : versions.filter(isOf)
  if (like.length === 1) {
    const [from] = like
    const pending = steps.filter(({ version }) => version > from)
    return { from, to, pending, isNumberDamaged: !isRight }
  }
  // A number alone says nothing where the tables cannot be read.
  const future = [namedVersion(connection), ...(found === undefined ? [] : [claimed])].find((version) =>
    isFuture(version, to),
  )
  if (future !== undefined) {
    throw new TintypeError(
      'library-from-future',
      `The library ${connection.path} was made by a newer Tintype (version ${future}, this one knows ${to}). Install the newest Tintype to open it.`,
      { details: { from: future, to } },
    )
  }
  throw new TintypeError(
    'library-damaged',
    `The library ${connection.path} has tables that are of no version of Tintype (it names ${claimed}).`,
  )
}

/** Takes every pending step in one transaction: the database is as it was before, or up to date. */
export function migrate(connection: Connection, { from, to, pending, isNumberDamaged }: MigrationPlan): void {
  if (isNumberDamaged) connection.execute(`PRAGMA user_version = ${from}`)
  if (pending.length === 0) return
  // A step may rebuild a table that others refer to; all references are checked at the end instead.
  connection.execute('PRAGMA foreign_keys = OFF')
  try {
    connection.transaction(() => {
      for (const step of pending) step.up(connection)
      const dangling = connection.query<{ table: string }>('PRAGMA foreign_key_check').get()
      if (dangling) {
        const said = `The library ${connection.path} has dangling references in ${dangling.table}.`
        throw new TintypeError('library-damaged', said)
      }
      nameVersion(connection, to)
      connection.execute(`PRAGMA user_version = ${to}`)
    })
  } finally {
    connection.execute('PRAGMA foreign_keys = ON')
  }
}

/** `undefined` for a schema that SQLite cannot read. */
function readableSchema(connection: Connection): string | undefined {
  try {
    return schemaOf(connection)
  } catch (thrown) {
    if (thrown instanceof TintypeError && thrown.kind === 'library-damaged') return undefined
    throw thrown
  }
}

function isFuture(version: number | undefined, to: number): boolean {
  return (
    version !== undefined && version > to && version <= to + stepsAhead * stride && version % stride === 0
  )
}

function upTo(last: number, steps: readonly Migration[]): readonly Migration[] {
  return steps.filter(({ version }) => version <= last)
}

function requireOrder(steps: readonly Migration[]): void {
  steps.forEach(({ version }, index) => {
    const expected = (index + 1) * stride
    if (version !== expected) throw new Error(`Migration ${version} stands where ${expected} belongs.`)
  })
}
