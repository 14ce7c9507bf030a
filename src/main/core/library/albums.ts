import type { z } from 'zod'
import type { albumSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { naturalKey } from './natural-order.ts'

export type Album = z.infer<typeof albumSchema>

const selection = `SELECT id, name, (SELECT count(*) FROM album_photos JOIN photos ON photos.id = photo_id
    WHERE album_id = albums.id AND removed = 0) AS photos
  FROM albums`

/** Albums: sets of photos, in an order of their own. */
export class Albums {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** By name, as people count. */
  list(): Album[] {
    return this.#connection.query<Album>(`${selection} ORDER BY name_key, id`).all()
  }

  /** @throws `bad-request` when there is no such album. */
  get(id: number): Album {
    const album = this.#connection.query<Album>(`${selection} WHERE id = ?`).get(id)
    if (!album) throw new TintypeError('bad-request', `There is no album ${id} in the library.`)
    return album
  }

  /** @returns the new album's id. @throws `bad-request` for an empty name. */
  create(name: string): number {
    return this.#connection
      .query('INSERT INTO albums (name, name_key, created_at) VALUES (?, ?, ?)')
      .run(named(name), naturalKey(named(name)), Date.now()).id
  }

  rename(album: number, name: string): void {
    this.#connection
      .query('UPDATE albums SET name = ?, name_key = ? WHERE id = ?')
      .run(named(name), naturalKey(named(name)), album)
  }

  /** Dissolves an album; its photos stay in the library. */
  remove(album: number): void {
    this.#connection.query('DELETE FROM albums WHERE id = ?').run(album)
  }

  /** Ids of the albums a photo is in. */
  of(photo: number): number[] {
    return this.#connection
      .query<{ album_id: number }>('SELECT album_id FROM album_photos WHERE photo_id = ? ORDER BY album_id')
      .all(photo)
      .map(({ album_id }) => album_id)
  }

  /** By name, as people count: the first album a photo is in. */
  firstNameOf(photo: number): string | undefined {
    return this.#connection
      .query<{ name: string }>(
        `SELECT name FROM album_photos JOIN albums ON albums.id = album_id
         WHERE photo_id = ? ORDER BY name_key, albums.id LIMIT 1`,
      )
      .get(photo)?.name
  }

  /** Puts photos at the end, in the order given; those that are in it keep their place. */
  addPhotos(album: number, photos: readonly number[]): void {
    this.#connection
      .query(
        `INSERT INTO album_photos (album_id, photo_id, position)
         SELECT albums.id, photos.id,
           json_each.key + 1 + (SELECT coalesce(max(position), 0) FROM album_photos WHERE album_id = albums.id)
         FROM json_each(:photos) JOIN photos ON photos.id = value, albums WHERE albums.id = :album
         ON CONFLICT DO NOTHING`,
      )
      .run({ album, photos: JSON.stringify(photos) })
  }

  removePhotos(album: number, photos: readonly number[]): void {
    this.#connection
      .query('DELETE FROM album_photos WHERE album_id = ? AND photo_id IN (SELECT value FROM json_each(?))')
      .run(album, JSON.stringify(photos))
  }
}

function named(name: string): string {
  const clean = name.normalize('NFC').trim()
  if (clean === '') throw new TintypeError('bad-request', 'An album needs a name.')
  return clean
}
