import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { partSuffix } from '../../../shared/part-suffix.ts'
import type { Connection } from './connection.ts'
import { publish } from './durable.ts'

/** Why a backup was made; each kind is rotated by itself, so that closing often never pushes the other out. */
export type BackupReason = 'close' | 'migration'

const kept: Record<BackupReason, number> = { close: 5, migration: 2 }

export interface Backup {
  path: string
  /** ISO 8601, UTC. */
  made: string
  reason: BackupReason
}

const namePattern = /^library-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-(close|migration)\.sqlite$/

/** A moment as part of a file name that sorts by time; no colons, for Windows. */
export function stamp(moment = new Date()): string {
  return moment.toISOString().replace(/[:.]/g, '-')
}

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  return readdirSync(folder)
    .sort()
    .reverse()
    .flatMap((name): Backup[] => {
      const match = namePattern.exec(name)
      if (!match) return []
      const [, day, hours, minutes, seconds, milliseconds, reason] = match
      const made = `${day}${hours}:${minutes}:${seconds}.${milliseconds}Z`
      return [{ path: join(folder, name), made, reason: reason as BackupReason }]
    })
}

/** Copies the database, makes the copy outlast a power cut, and lets the oldest copies go. */
export async function backUp(connection: Connection, folder: string, reason: BackupReason): Promise<void> {
  const path = join(folder, `library-${stamp()}-${reason}.sqlite`)
  sweep(folder)
  await connection.copyTo(`${path}${partSuffix}`)
  publish(`${path}${partSuffix}`, path)
  const outdated = listBackups(folder).filter((backup) => backup.reason === reason)
  for (const { path } of outdated.slice(kept[reason])) rmSync(path, { force: true })
}

/** Removes copies that a killed process left half made. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.includes(partSuffix)) rmSync(join(folder, name), { force: true })
  }
}
