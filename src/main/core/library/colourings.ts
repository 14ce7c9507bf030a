import type { Connection } from './connection.ts'
import type { Drafts } from './drafts.ts'
import type { Versions } from './versions.ts'

/** What one job of a batch did to a photo. */
export interface Colouring {
  batch: number
  photo: number
  /** The version that is shown since. */
  version: number
  /** Whether that was made then, or was there. */
  made: boolean
  /** The version that was shown before. */
  before: number | null
}

interface Row {
  photo_id: number
  version_id: number
  made: number
  before_id: number | null
}

/** What batches coloured, so that it can be undone until the batch is forgotten. */
export class Colourings {
  readonly #connection: Connection
  readonly #versions: Versions
  readonly #drafts: Drafts

  constructor(connection: Connection, versions: Versions, drafts: Drafts) {
    this.#connection = connection
    this.#versions = versions
    this.#drafts = drafts
  }

  /** Remembers what a batch did to a photo; done twice to one photo, the first "before" holds. */
  record({ batch, photo, version, made, before }: Colouring): void {
    this.#connection
      .query(
        `INSERT INTO colourings VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET version_id = excluded.version_id, made = excluded.made`,
      )
      .run(batch, photo, version, Number(made), before)
  }

  /** Photos of a batch that `undo` would look at. */
  count(batch: number): number {
    return (
      this.#connection
        .query<{ photos: number }>('SELECT count(*) AS photos FROM colourings WHERE batch_id = ?')
        .get(batch)?.photos ?? 0
    )
  }

  /**
   * Takes out the versions that a batch made and shows what was shown before; what the user chose since
   * stays shown. Versions that somebody built on or named stay. All of it in one transaction.
   * @returns photos that are as before, and how many are not
   */
  undo(batch: number): { photos: number[]; left: number } {
    return this.#connection.transaction(() => {
      const rows = this.#connection.query<Row>('SELECT * FROM colourings WHERE batch_id = ?').all(batch)
      const undone = rows.filter((row) => this.#undoOne(row))
      this.#connection.query('DELETE FROM colourings WHERE batch_id = ?').run(batch)
      return { photos: undone.map(({ photo_id }) => photo_id), left: rows.length - undone.length }
    })
  }

  #undoOne({ photo_id: photo, version_id, made, before_id }: Row): boolean {
    const versions = this.#versions.of(photo)
    const version = versions.find(({ id }) => id === version_id)
    // Somebody deleted it since: nothing of it is left.
    if (!version) return true
    if (made && this.#isBuiltOn(version.id)) return false
    if (made) this.#versions.remove(version.id)
    if (version.current) this.#show(photo, before_id)
    return true
  }

  #isBuiltOn(version: number): boolean {
    return this.#versions.isTouched(version) || this.#drafts.isBasis(version)
  }

  /** Shows a version again, where it is still there and of the picture that the photo is. */
  #show(photo: number, before: number | null): void {
    const version = this.#versions.of(photo).find(({ id, stale }) => id === before && !stale)
    if (version) this.#versions.makeCurrent(version.id)
    else if (before === null) this.#versions.clearCurrent(photo)
  }
}
