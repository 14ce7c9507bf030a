import { setImmediate } from 'node:timers/promises'
import type { BackupInfo } from '../../../shared/contract/opening.ts'
import { type Backup, backupName, listBackups } from './backups.ts'
import { Connection } from './connection.ts'
import { layOut } from './layout.ts'
import { planMigration } from './migrate.ts'
import { isSound } from './soundness.ts'

/** The backups of a library with what they hold, newest first. Reads each whole. */
export async function inspectBackups(folder: string): Promise<BackupInfo[]> {
  const backups: BackupInfo[] = []
  for (const backup of listBackups(layOut(folder).backups)) {
    const { number, made } = backup
    backups.push({ name: backupName(backup), number, made, photos: photosIn(backup) })
    await setImmediate()
  }
  return backups
}

function photosIn({ path }: Backup): number | null {
  const connection = new Connection(path)
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    if (planMigration(connection).from === 0 || !isSound(connection)) return null
    const sql = 'SELECT count(*) AS photos FROM photos WHERE removed_at IS NULL'
    return connection.query<{ photos: number }>(sql).get()?.photos ?? null
  } catch {
    return null
  } finally {
    connection.close()
  }
}
