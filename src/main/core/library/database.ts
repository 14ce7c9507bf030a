import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { TintypeError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { type Backup, backUp, backupName, listBackups } from './backups.ts'
import { Connection, isSqliteError } from './connection.ts'
import type { Layout } from './layout.ts'
import { type MigrationPlan, migrate, planMigration } from './migrate.ts'
import { mendSearch } from './search.ts'
import { putBack, removeDatabase, setAside, setBackupsAside } from './set-aside.ts'
import { requireFormat, requireSound } from './soundness.ts'

/** What happened while a library was opened, so that the user can be told. */
export interface Opening {
  /**
   * `restored`: the database was damaged, or the user chose a backup; the database is now that of `backup`. What was
   * done since is lost, photographs and backups aside. `started-anew`: empty by the user's consent.
   */
  how: 'opened' | 'created' | 'restored' | 'started-anew'
  /** Version of the schema before, when it was brought up to date. */
  migratedFrom?: number
  /** When the backup was made that is now the library, ISO 8601. */
  backup?: string
  /** Where the former database lies now. */
  setAside?: string
  /** What was wrong with it. */
  reason?: string
}

export interface OpenOptions {
  /** The user agrees to an empty library when it cannot be opened and no backup is good. */
  startAnew?: boolean
  /** The user wants this backup to be the library, by the name of its file or its number. */
  restore?: string
}

export interface OpenedDatabase {
  connection: Connection
  opening: Opening
  /** It holds what no backup does: what a killed process did, or what it now is. */
  isNotBackedUp: boolean
}

/**
 * Opens the database of a library whose lock this process holds: checks it, restores it from the newest
 * good backup when it is damaged, and brings it up to date after a backup.
 * @throws `library-damaged` when no backup is good, `library-from-future`, `file-unreadable`, `disk-full`,
 * `bad-request` for a backup that is not there.
 */
export async function openDatabase(
  layout: Layout,
  { startAnew = false, restore }: OpenOptions = {},
): Promise<OpenedDatabase> {
  const backups = listBackups(layout.backups)
  if (restore !== undefined) {
    const wish = new TintypeError('cancelled', 'You chose to go back to a backup.')
    return replace(layout, [chosen(backups, restore, layout)], false, wish)
  }
  try {
    const { connection, plan, hadJournal } = await openWhole(layout, !hasHistory(layout, backups))
    const how = plan.from === 0 ? 'created' : 'opened'
    const isNotBackedUp = hadJournal || plan.pending.length > 0
    return { connection, opening: { how, ...migrated(plan) }, isNotBackedUp }
  } catch (thrown) {
    if (!(thrown instanceof TintypeError)) throw thrown
    if (thrown.kind === 'library-damaged') return replace(layout, backups, startAnew, thrown)
    if (thrown.kind === 'library-from-future' && startAnew) return replace(layout, [], true, thrown)
    throw thrown
  }
}

function chosen(backups: Backup[], wanted: string, { backups: folder }: Layout): Backup {
  const found = backups.find(
    (backup) => backupName(backup) === wanted || (backup.number > 0 && backup.number === Number(wanted)),
  )
  if (found) return found
  throw new TintypeError('bad-request', `There is no backup ${wanted} in ${folder}.`)
}

/** There are backups or a*b* maps: this folder has held a library before. */
function hasHistory({ maps }: Layout, backups: Backup[]): boolean {
  return backups.length > 0 || readdirSync(maps).length > 0
}

interface Opened {
  connection: Connection
  plan: MigrationPlan
  /** SQLite leaves its journal behind only when the process that wrote it was ended. */
  hadJournal: boolean
}

/** Sets the database aside and puts the first good one of some backups, or else an empty one, in its place. */
async function replace(
  layout: Layout,
  backups: Backup[],
  startAnew: boolean,
  why: TintypeError,
): Promise<OpenedDatabase> {
  const aside = setAside(layout, why.message)
  const told = { reason: why.message, ...(aside.database !== undefined && { setAside: aside.database }) }
  try {
    for (const { path, made } of backups) {
      await writeAtomically(layout.database, (temporary) => copyFile(path, temporary))
      const opened = await openIfGood(layout)
      if (opened) {
        const opening = { how: 'restored', backup: made, ...migrated(opened.plan), ...told } as const
        return { connection: opened.connection, opening, isNotBackedUp: true }
      }
      removeDatabase(layout.database)
    }
    if (startAnew) {
      setBackupsAside(layout, aside)
      const { connection } = await openWhole(layout, true)
      return { connection, opening: { how: 'started-anew', ...told }, isNotBackedUp: true }
    }
    throw nothingGood(layout, backups, why)
  } catch (thrown) {
    putBack(layout, aside)
    throw thrown
  }
}

function nothingGood({ backups: folder }: Layout, tried: Backup[], why: TintypeError): TintypeError {
  const what =
    why.kind === 'library-damaged'
      ? `${why.message} No good backup is in ${folder} (${tried.length} looked at).`
      : `The backup ${tried[0]!.path} is damaged.`
  return new TintypeError('library-damaged', `${what} Nothing was changed.`, { cause: why })
}

/** `undefined` for a backup that is damaged or was made by a newer Tintype. */
async function openIfGood(layout: Layout): Promise<Opened | undefined> {
  try {
    return await openWhole(layout, false)
  } catch (thrown) {
    if (!(thrown instanceof TintypeError)) throw thrown
    if (thrown.kind === 'library-damaged' || thrown.kind === 'library-from-future') return undefined
    throw thrown
  }
}

/** Opens the database, checks it, and brings it up to date: after this nothing of its damage is left to be met. */
async function openWhole(layout: Layout, mayBeEmpty: boolean): Promise<Opened> {
  const hasMetDamage = existsSync(layout.suspect)
  const hadJournal = hasJournal(layout)
  const connection = new Connection(layout.database)
  try {
    return await damageSaid(connection, async () => {
      requireFormat(layout.database)
      // Alone, SQLite keeps the index of its journal in memory: a full disk has no room for it.
      connection.pragma('locking_mode = EXCLUSIVE')
      // Nothing is written before this is known: what is refused stays byte for byte as it is.
      const plan = planMigration(connection)
      if (plan.from === 0 && !mayBeEmpty) {
        const said = `The library ${layout.database} is empty or gone, though it has been in use.`
        throw new TintypeError('library-damaged', said)
      }
      configure(connection)
      requireSound(connection)
      if (plan.pending.length > 0 && plan.from > 0) await backUp(connection, layout.backups, 'migration')
      migrate(connection, plan)
      // Indexes hold nothing that the tables do not, and what is wrong inside them only a session meets.
      if (hasMetDamage) connection.execute('REINDEX')
      if (hasMetDamage || hadJournal) mendSearch(connection)
      rmSync(layout.suspect, { force: true })
      return { connection, plan, hadJournal }
    })
  } catch (thrown) {
    connection.close()
    throw thrown
  }
}

/** While a library is opened, what SQLite does not understand is damage, and no mistake of ours. */
async function damageSaid<T>({ path }: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!isSqliteError(thrown)) throw thrown
    const { message } = thrown as Error
    throw new TintypeError('library-damaged', `The library ${path} is damaged: ${message}.`, {
      cause: thrown,
    })
  }
}

function migrated({ from, pending }: MigrationPlan): { migratedFrom?: number } {
  return from > 0 && pending.length > 0 ? { migratedFrom: from } : {}
}

function hasJournal({ database }: Layout): boolean {
  return (statSync(`${database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
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
