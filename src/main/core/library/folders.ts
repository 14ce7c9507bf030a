import { basename, dirname, relative, sep } from 'node:path'
import type { z } from 'zod'
import type { folderSchema } from '../../../shared/contract/library.ts'
import type { Connection } from './connection.ts'

export type Folder = z.infer<typeof folderSchema>

/**
 * SQL for the ids of a folder and all below it. Bind `:folder`, `:below` and `:beyond` with
 * `folderRange`: paths that begin with the folder and a separator, compared byte by byte, so that `%`
 * and `_` are letters like others and `Oma` does not hold `Oma 2`.
 */
export const foldersBelow =
  '(SELECT id FROM folders WHERE path = :folder OR (path >= :below AND path < :beyond))'

export function folderRange(folder: string): { folder: string; below: string; beyond: string } {
  const root = folder.endsWith(sep) ? folder.slice(0, -1) : folder
  return { folder, below: `${root}${sep}`, beyond: `${root}${String.fromCharCode(sep.charCodeAt(0) + 1)}` }
}

/** The folders that photos lie in, and which of them are watched. */
export class Folders {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Folders that hold photos or are watched, by path; `photos` counts those right inside. */
  list(): Folder[] {
    const rows = this.#connection
      .query<{ path: string; watched: number; photos: number }>(
        `SELECT path, watched,
           (SELECT count(*) FROM photos WHERE folder_id = folders.id AND removed = 0) AS photos
         FROM folders ORDER BY path`,
      )
      .all()
    return rows
      .filter(({ photos, watched }) => photos > 0 || watched)
      .map(({ path, photos, watched }) => ({ path, photos, watched: watched === 1 }))
  }

  watch(path: string, watched: boolean): void {
    const id = this.open(path)
    this.#connection.query('UPDATE folders SET watched = ? WHERE id = ?').run(Number(watched), id)
  }

  /**
   * Id of the row for a folder, made if there is none.
   * @param root the folder the user imported, whose name is the first that search sees
   */
  open(path: string, root = path): number {
    const known = this.#connection.query<{ id: number }>('SELECT id FROM folders WHERE path = ?').get(path)
    if (known) return known.id
    const inside = path === root || path.startsWith(folderRange(root).below)
    const label = inside ? relative(dirname(root), path) : basename(path)
    return this.#connection.query('INSERT INTO folders (path, label) VALUES (?, ?)').run(path, label).id
  }
}
