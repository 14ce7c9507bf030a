import type { z } from 'zod'
import type { tagSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'

export type Tag = z.infer<typeof tagSchema>

/** Two tags are one when they differ in case or in the way their accents are coded. */
export function tagKey(name: string): string {
  return cleaned(name).toLowerCase()
}

function cleaned(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ')
}

export class Tags {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Tags in use, by name. */
  list(): Tag[] {
    return this.#connection
      .query<Tag>(
        `SELECT tags.name, count(*) AS photos FROM tags
         JOIN photo_tags ON tag_id = tags.id JOIN photos ON photos.id = photo_id AND removed = 0
         GROUP BY tags.id ORDER BY key`,
      )
      .all()
  }

  of(photo: number): string[] {
    return this.#connection
      .query<{ name: string }>(
        'SELECT name FROM photo_tags JOIN tags ON tags.id = tag_id WHERE photo_id = ? ORDER BY key',
      )
      .all(photo)
      .map(({ name }) => name)
  }

  /** Those of a photo that somebody gave it, and its file does not say. */
  given(photo: number): string[] {
    return this.#connection
      .query<{ name: string }>(
        `SELECT name FROM photo_tags JOIN tags ON tags.id = tag_id
         WHERE photo_id = ? AND from_file = 0 ORDER BY key`,
      )
      .all(photo)
      .map(({ name }) => name)
  }

  /**
   * Tags photos; what is tagged already stays so.
   * @param fromFile the photo's own file says so
   * @throws `bad-request` for an empty name.
   */
  add(name: string, photos: readonly number[], fromFile = false): void {
    const key = tagKey(name)
    if (key === '') throw new TintypeError('bad-request', 'A tag needs a name.')
    this.#connection.transaction(() => {
      this.#connection
        .query('INSERT INTO tags (name, key) VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(cleaned(name), key)
      this.#connection
        .query(
          `INSERT INTO photo_tags (photo_id, tag_id, from_file)
           SELECT photos.id, tags.id, ? FROM json_each(?) JOIN photos ON photos.id = value, tags WHERE tags.key = ?
           ON CONFLICT DO NOTHING`,
        )
        .run(Number(fromFile), JSON.stringify(photos), key)
    })
  }

  remove(name: string, photos: readonly number[]): void {
    this.#connection
      .query(
        `DELETE FROM photo_tags WHERE tag_id = (SELECT id FROM tags WHERE key = ?)
         AND photo_id IN (SELECT value FROM json_each(?))`,
      )
      .run(tagKey(name), JSON.stringify(photos))
  }
}
