import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { writeAtomically } from '../../files/atomic-write.ts'
import { partSuffix } from '../../files/temporary-files.ts'
import type { Connection } from './connection.ts'

/** Why a backup was made; each kind is rotated by itself, so that closing often never pushes the other out. */
export type BackupReason = 'close' | 'migration'

const kept: Record<BackupReason, number> = { close: 5, migration: 2 }

export interface Backup {
  path: string
  /** Counts up, whatever the clock says; 0 for those of Tintype 0.1, which had no numbers. */
  number: number
  /** By the clock of then, ISO 8601, UTC: for people, never for the order. */
  made: string
  reason: BackupReason
}

const namePattern =
  /^library-(?:(\d{6,15})-)?(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-(close|migration)\.sqlite$/

/** A moment as part of a file name that sorts by time; no colons, for Windows. */
export function stamp(moment = new Date()): string {
  return moment.toISOString().replace(/[:.]/g, '-')
}

/** Newest first: by number, those without one last and by their time. */
export function listBackups(folder: string): Backup[] {
  return readdirSync(folder)
    .flatMap((name) => readName(folder, name))
    .sort((a, b) => b.number - a.number || compare(b.made, a.made))
}

function readName(folder: string, name: string): Backup[] {
  const match = namePattern.exec(name)
  if (!match) return []
  const [, number = 0, day, hours, minutes, seconds, milliseconds, reason] = match
  const made = `${day}${hours}:${minutes}:${seconds}.${milliseconds}Z`
  return [{ path: join(folder, name), number: Number(number), made, reason: reason as BackupReason }]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

/** The name of a backup, for people to choose it by. */
export function backupName({ path }: Backup): string {
  return basename(path)
}

/** Copies the database, makes the copy outlast a power cut, and lets the oldest copies go. */
export async function backUp(connection: Connection, folder: string, reason: BackupReason): Promise<void> {
  const number = (listBackups(folder)[0]?.number ?? 0) + 1
  const path = join(folder, `library-${String(number).padStart(6, '0')}-${stamp()}-${reason}.sqlite`)
  sweep(folder)
  await writeAtomically(path, (temporary) => connection.copyTo(temporary))
  const outdated = listBackups(folder).filter((backup) => backup.reason === reason)
  for (const { path } of outdated.slice(kept[reason])) rmSync(path, { force: true })
}

/** Removes copies that a killed process left half made. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.includes(partSuffix)) rmSync(join(folder, name), { force: true })
  }
}
