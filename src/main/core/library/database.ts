import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { type Backup, backUp, listBackups, stamp } from './backups.ts'
import { Connection } from './connection.ts'
import { copyDurably, flush } from './durable.ts'
import type { Layout } from './layout.ts'
import { type MigrationPlan, migrate, planMigration } from './migrate.ts'
import { mendSearch } from './search.ts'

/** What happened while a library was opened, so that the user can be told. */
export interface Opening {
  /**
   * `restored`: the database was damaged, and is now the backup of `backup`; what was done since is
   * lost, photographs and backups aside. `started-anew`: damaged, no good backup, empty by the user's
   * consent.
   */
  how: 'opened' | 'created' | 'restored' | 'started-anew'
  /** Version of the schema before, when it was brought up to date. */
  migratedFrom?: number
  /** When the backup was made that is now the library, ISO 8601. */
  backup?: string
  /** Where the damaged database lies now. */
  setAside?: string
  /** What was wrong with it. */
  reason?: string
}

export interface OpenOptions {
  /** The user agrees to an empty library when it is damaged and no backup is good. */
  startAnew?: boolean
}

/** The files SQLite keeps beside a database. */
const companions = ['', '-wal', '-shm']

/**
 * Opens the database of a library whose lock this process holds: checks it, restores it from the newest
 * good backup when it is damaged, and brings it up to date after a backup.
 * Errors: `library-damaged` when no backup is good, `library-from-future`, `file-unreadable`.
 */
export async function openDatabase(
  layout: Layout,
  { startAnew = false }: OpenOptions = {},
): Promise<{ connection: Connection; opening: Opening }> {
  const backups = listBackups(layout.backups)
  const isSuspect = existsSync(layout.suspect) || hasJournal(layout)
  const { connection, plan, opening } = openOrRestore(layout, backups, startAnew)
  try {
    if (plan.pending.length > 0 && plan.from > 0) {
      await backUp(connection, layout.backups, 'migration')
      opening.migratedFrom = plan.from
    }
    migrate(connection, plan)
    if (isSuspect) mendSearch(connection)
    rmSync(layout.suspect, { force: true })
    return { connection, opening }
  } catch (thrown) {
    connection.close()
    throw thrown
  }
}

/** SQLite leaves its journal behind only when the process that wrote it was ended. */
function hasJournal({ database }: Layout): boolean {
  return (statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

interface Opened {
  connection: Connection
  plan: MigrationPlan
}
type Restored = Opened & { opening: Opening }

function openOrRestore(layout: Layout, backups: Backup[], startAnew: boolean): Restored {
  try {
    const opened = openChecked(layout.database, !hasHistory(layout, backups))
    return { ...opened, opening: { how: opened.plan.from === 0 ? 'created' : 'opened' } }
  } catch (thrown) {
    if (!(thrown instanceof TintypeError) || thrown.kind !== 'library-damaged') throw thrown
    return restore(layout, backups, startAnew, thrown)
  }
}

/** There are backups or a*b* maps: this folder has held a library before. */
function hasHistory({ maps }: Layout, backups: Backup[]): boolean {
  return backups.length > 0 || readdirSync(maps).length > 0
}

function restore(layout: Layout, backups: Backup[], startAnew: boolean, damage: TintypeError): Restored {
  const { database, folder } = layout
  const setAside = join(folder, `library.damaged-${stamp()}.sqlite`)
  rename(database, setAside)
  flush(folder, 'folder')
  for (const { path, made } of backups) {
    copyDurably(path, database)
    try {
      const opened = openChecked(database, false)
      return { ...opened, opening: { how: 'restored', backup: made, setAside, reason: damage.message } }
    } catch (thrown) {
      if (!(thrown instanceof TintypeError)) throw thrown
      for (const suffix of companions) rmSync(`${database}${suffix}`, { force: true })
    }
  }
  if (startAnew) {
    return {
      ...openChecked(database, true),
      opening: { how: 'started-anew', setAside, reason: damage.message },
    }
  }
  // Nothing better to offer: all stays as it was found.
  rename(setAside, database)
  throw new TintypeError(
    'library-damaged',
    `${damage.message} None of its ${backups.length} backups in ${layout.backups} is good. Copy a good library.sqlite there, or agree to start with an empty library; photographs are not touched either way.`,
    { cause: damage },
  )
}

/** Moves a database with its companions. */
function rename(from: string, to: string): void {
  for (const suffix of companions) {
    if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${to}${suffix}`)
  }
}

function openChecked(path: string, mayBeEmpty: boolean): Opened {
  const connection = new Connection(path)
  try {
    // Nothing is written before this is known: what is refused stays byte for byte as it is.
    const plan = planMigration(connection)
    if (plan.from === 0 && !mayBeEmpty) {
      throw new TintypeError(
        'library-damaged',
        `The library ${path} is empty or gone, though it has been in use.`,
      )
    }
    configure(connection)
    requireSound(connection)
    return { connection, plan }
  } catch (thrown) {
    connection.close()
    throw thrown
  }
}

/** How every connection to a library is set up; also for libraries in memory. */
export function configure(connection: Connection): void {
  // One process owns the library; alone, WAL needs no shared memory and works on network drives too.
  connection.pragma('locking_mode = EXCLUSIVE')
  connection.pragma('journal_mode = WAL')
  // A commit is on the disk before the next step begins: versions and job states survive a power cut.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('temp_store = MEMORY')
  // 64 MB: the grid's indexes and the hot pages of 100,000 photos.
  connection.pragma('cache_size = -65536')
}

/**
 * Every table, but not search: that is made of the others, takes longer to check than all of them, and
 * is looked at only when there is cause.
 */
function requireSound(connection: Connection): void {
  const tables = connection
    .query<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'",
    )
    .all()
  for (const { name } of tables) {
    const verdict = connection.pragma(`quick_check(${name})`)
    if (verdict === 'ok') continue
    throw new TintypeError('library-damaged', `The library ${connection.path} is damaged: ${verdict}.`)
  }
}
