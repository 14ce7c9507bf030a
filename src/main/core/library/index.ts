import { writeFileSync } from 'node:fs'
import type { AppOutcome, AppTask } from '../jobs/tasks.ts'
import { Acts } from './acts.ts'
import { Albums } from './albums.ts'
import { backUp } from './backups.ts'
import { Colourings } from './colourings.ts'
import type { Connection } from './connection.ts'
import { type OpenedDatabase, type Opening, type OpenOptions, openDatabase } from './database.ts'
import { asDiskError } from './disk-error.ts'
import { Drafts } from './drafts.ts'
import { Folders } from './folders.ts'
import { Intake } from './intake.ts'
import { type Layout, layOut } from './layout.ts'
import { lockFolder } from './lock.ts'
import { MapStore, type OwnMap } from './maps.ts'
import { Palettes } from './palettes.ts'
import { Photos, type Purged } from './photos.ts'
import { hasSetAside } from './set-aside.ts'
import { SettingsStore } from './settings.ts'
import { type JobSchemas, SqliteJobStore } from './sqlite-job-store.ts'
import { Tags } from './tags.ts'
import { Versions } from './versions.ts'

export type { ActId } from './acts.ts'
export type { Opening, OpenOptions } from './database.ts'
export type { Entered, FoundFile, FoundPage, PhotoInfo } from './intake.ts'
export type { Layout } from './layout.ts'
/** The queue's jobs, as the app knows them. */
export type AppJobs = SqliteJobStore<AppTask, AppOutcome>
export type { Cursor, PhotoFile, Purged } from './photos.ts'
export { pictureKey } from './picture-key.ts'
export type { LibraryQuery } from './query.ts'
export type { ModelOrigin, StoredVersion } from './versions.ts'

/** How long a removed photo can be brought back before `tidy` forgets it, in milliseconds: 30 days. */
export const keptAfterRemoval = 30 * 24 * 60 * 60 * 1000

/** An open library. Every call is synchronous and is on the disk when it returns, but for `close`. */
export class Library {
  readonly layout: Layout
  /** What happened while it was opened. */
  readonly opening: Opening
  readonly folders: Folders
  readonly intake: Intake
  readonly albums: Albums
  readonly tags: Tags
  readonly palettes: Palettes
  readonly photos: Photos
  readonly maps: MapStore
  readonly versions: Versions
  readonly drafts: Drafts
  readonly colourings: Colourings
  readonly settings: SettingsStore
  readonly acts: Acts
  readonly #connection: Connection
  readonly #unlock: () => void
  readonly #isNotBackedUp: boolean
  readonly #changesBefore: number

  constructor(layout: Layout, { connection, opening, isNotBackedUp }: OpenedDatabase, unlock: () => void) {
    this.layout = layout
    this.opening = opening
    this.#connection = connection
    this.#unlock = unlock
    this.#isNotBackedUp = isNotBackedUp
    this.folders = new Folders(connection)
    this.tags = new Tags(connection)
    this.intake = new Intake(connection, this.folders, this.tags)
    this.albums = new Albums(connection)
    this.palettes = new Palettes(connection)
    this.photos = new Photos(connection, this.albums, this.tags)
    this.maps = new MapStore(layout.maps, connection)
    this.versions = new Versions(connection, this.maps)
    this.drafts = new Drafts(connection)
    this.colourings = new Colourings(connection, this.versions, this.drafts)
    this.settings = new SettingsStore(connection)
    this.acts = new Acts(connection)
    this.#changesBefore = this.#changes()
  }

  /** The one job queue of this library. */
  jobs<Task, Outcome>(schemas: JobSchemas<Task, Outcome>): SqliteJobStore<Task, Outcome> {
    return new SqliteJobStore<Task, Outcome>(this.#connection, schemas)
  }

  /** All of `work` or nothing: a version and the end of the job that made it, for example. */
  transaction<T>(work: () => T): T {
    return this.#connection.transaction(work)
  }

  /**
   * Forgets photos removed long ago and deletes maps that no version or draft names, unless files may belong to a
   * database that was set aside. Not needed for anything to work; run it when nobody waits.
   */
  tidy(now = Date.now()): { purged: Purged[]; maps: number } {
    if (this.hasSetAside()) return { purged: [], maps: 0 }
    return { purged: this.photos.purge({ before: now - keptAfterRemoval }), maps: this.maps.collect() }
  }

  /** Whether files that nothing names may belong to a database that was set aside. */
  hasSetAside(): boolean {
    return hasSetAside(this.layout)
  }

  /** Maps that nothing names: no version, no undo, and no database that was set aside. */
  orphanedMaps(): OwnMap[] {
    return this.hasSetAside() ? [] : this.maps.orphans(this.acts.rememberedMaps())
  }

  /**
   * Backs up what changed, closes, and lets others open the folder. A database that met damage is not
   * backed up, but looked at closely when it is opened next.
   */
  async close(): Promise<void> {
    try {
      if (this.#connection.isDamageSeen) return writeFileSync(this.layout.suspect, '')
      if (this.#isNotBackedUp || this.#changes() > this.#changesBefore) {
        await backUp(this.#connection, this.layout.backups, 'close')
      }
      this.#optimise()
    } finally {
      this.#connection.close()
      this.#unlock()
    }
  }

  /** For speed alone: no reason to say that closing failed. */
  #optimise(): void {
    try {
      this.#connection.execute('PRAGMA optimize')
    } catch {
      // A full disk, for example.
    }
  }

  #changes(): number {
    return this.#connection.query<{ rows: number }>('SELECT total_changes() AS rows').get()?.rows ?? 0
  }
}

/**
 * Opens the library in a folder, which is made if need be. One process at a time.
 * @throws `library-locked`, `library-from-future`, `library-damaged` when no backup is good,
 * `file-unreadable`, `disk-full`, `bad-request` for a backup that is not there.
 */
export async function openLibrary(folder: string, options: OpenOptions = {}): Promise<Library> {
  const layout = layOut(folder)
  const unlock = lockFolder(layout.folder)
  try {
    return new Library(layout, await openDatabase(layout, options), unlock)
  } catch (thrown) {
    unlock()
    throw asDiskError(thrown, layout.folder)
  }
}
