import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { hyphenated, numbered } from '../../files/file-name.ts'
import { flushFolderSync } from '../../files/flush.ts'
import { stamp } from './backups.ts'
import type { Layout } from './layout.ts'

/** The files SQLite keeps beside a database. */
const companions = ['', '-wal', '-shm']
const noteName = 'why.txt'
/** The second is how Tintype 0.1 named a database that it set aside. */
const patterns = [/^set-aside-/, /^library\.damaged-/]

/** A database that was moved away, and how to bring it back. */
export interface SetAside {
  folder: string
  /** Where the database lies now; `undefined` when there was none. */
  database: string | undefined
}

/**
 * Moves the database of a library, with its journal, into a folder of its own and says there why. Nothing is deleted.
 * @throws those of the file system; then all is where it was.
 */
export function setAside(layout: Layout, why: string): SetAside {
  const names = numbered(`set-aside-${stamp()}`, hyphenated).map((name) => join(layout.folder, name))
  // A clock that was set back must not lead to a folder that is there.
  const folder = names.find((path) => !existsSync(path))!
  mkdirSync(folder)
  const database = join(folder, basename(layout.database))
  try {
    writeFileSync(join(folder, noteName), noteText(why))
    const wasThere = moveDatabase(layout.database, database)
    flushFolderSync(folder)
    flushFolderSync(layout.folder)
    return { folder, database: wasThere ? database : undefined }
  } catch (thrown) {
    moveBack(layout, { folder, database })
    throw thrown
  }
}

/** Moves the backups to a database that was set aside: none of them served, and new ones would push them out. */
export function setBackupsAside({ backups }: Layout, { folder }: SetAside): void {
  renameSync(backups, join(folder, basename(backups)))
  mkdirSync(backups)
}

/** All as it was before; a copy of a backup that took the place of the database goes. */
export function putBack(layout: Layout, aside: SetAside): void {
  removeDatabase(layout.database)
  moveBack(layout, aside)
}

function moveBack(layout: Layout, { folder }: SetAside): void {
  moveDatabase(join(folder, basename(layout.database)), layout.database)
  const backups = join(folder, basename(layout.backups))
  if (existsSync(backups)) {
    rmdirSync(layout.backups)
    renameSync(backups, layout.backups)
  }
  rmSync(join(folder, noteName), { force: true })
  // Not with what is in it: nothing that could not be moved is deleted.
  rmdirSync(folder)
}

/** Whether a database was ever set aside here and is still kept: maps and originals that nothing names may be its own. */
export function hasSetAside({ folder }: Layout): boolean {
  return readdirSync(folder).some((name) => patterns.some((pattern) => pattern.test(name)))
}

export function removeDatabase(path: string): void {
  for (const suffix of companions) rmSync(`${path}${suffix}`, { force: true })
}

/** @returns whether there was a database */
function moveDatabase(from: string, to: string): boolean {
  const wasThere = existsSync(from)
  for (const suffix of companions) {
    if (existsSync(`${from}${suffix}`)) renameSync(`${from}${suffix}`, `${to}${suffix}`)
  }
  return wasThere
}

function noteText(why: string): string {
  return `${why}

Tintype set this database aside and goes on without it. Nothing was deleted: the photographs, and the colours in the
folder "maps", are where they were. As long as this folder is here, Tintype keeps colours and copied photographs that
nothing in the library names any more, since they may belong to this database. Delete this folder when you are sure
that you do not need it.
`
}
