import type { ColourKind, PhotoWords } from '../../../shared/contract/imaging.ts'
import {
  type PhotoCell,
  type PhotoDetail,
  type Region,
  regionSchema,
} from '../../../shared/contract/library.ts'
import { type Remark, remarksSchema } from '../../../shared/contract/remarks.ts'
import { TintypeError, type WireError } from '../../../shared/errors.ts'
import type { Albums } from './albums.ts'
import type { Connection, Value } from './connection.ts'
import { pictureKey } from './picture-key.ts'
import { type LibraryQuery, type Selection, select } from './query.ts'
import { unfinished } from './sqlite-job-store.ts'
import { storedError, storedJson } from './stored-json.ts'
import type { Tags } from './tags.ts'
import { isoTime } from './times.ts'

/** A place in the order of a query, between photos; survives photos coming and going. */
export interface Cursor {
  key: string | number
  id: number
}

export interface PageOptions {
  /** Photos that follow, nearest first. */
  after?: Cursor | undefined
  /** Photos that come before, still in the order of the query. */
  before?: Cursor | undefined
  limit: number
}

export interface Page {
  photos: PhotoCell[]
  /** Around the page, for the page before and the one after; `undefined` when it is empty. */
  start: Cursor | undefined
  end: Cursor | undefined
}

/** One header of the grid: photos of one month, of a year without a month, or (`''`) without a date. */
export interface DateGroup {
  month: string
  photos: number
}

/** What left the library for good; files of the library's own are the caller's to delete. */
export interface Purged {
  id: number
  path: string
  /** `''` for one that was never read to its end. */
  hash: string
}

/** Where a photo is: its file as it was when it was last read, and which photograph of the file it is. */
export interface PhotoFile {
  /** The photo's. */
  id: number
  path: string
  /** Place among the photographs of the file, from 0. */
  page: number
  /** `null` for the whole page. */
  region: Region | null
  /** Photographs in the file; `null` until they are counted. */
  pages: number | null
  /** `''` for one that was never read to its end. */
  hash: string
  bytes: number
  /** Milliseconds since 1970. */
  modified: number
  state: PhotoCell['state']
  removed: boolean
  /** The user wants what is there of a damaged file. */
  acceptDamaged: boolean
}

/** What is seen of a photo without colouring it. */
export interface PhotoLook {
  colour: ColourKind
  remarks: Remark[]
}

interface FileRow extends Omit<PhotoFile, 'hash' | 'region' | 'removed' | 'acceptDamaged'> {
  hash: string | null
  region: string | null
  removed: number
  accept_damaged: number
}

interface CellRow {
  id: number
  name: string
  page: number
  region: string | null
  width: number
  height: number
  hash: string | null
  state: PhotoCell['state']
  colour: PhotoCell['colour']
  favourite: number
  taken: string | null
  version: number | null
  map: string | null
  own_model: number | null
  draft: number
  sort_key: string | number
}

const cellColumns = `photos.id, photos.name, page, region, width, height, photos.state, colour, favourite, taken,
  (SELECT hash FROM files WHERE files.id = file_id) AS hash,
  versions.id AS version, versions.map, own_model,
  EXISTS (SELECT 1 FROM drafts WHERE drafts.photo_id = photos.id
    AND source_hash = (SELECT hash FROM files WHERE files.id = file_id)) AS draft`
const amongIds = 'photos.id IN (SELECT value FROM json_each(:value))'
const filesOfIds = '(SELECT file_id FROM photos WHERE id IN (SELECT value FROM json_each(:ids)))'
const purgeable = `removed = 1
  AND photos.id NOT IN (SELECT task ->> 'photo' FROM jobs WHERE state IN (${unfinished}) AND kind <> 'import')`
const withVersion = 'LEFT JOIN versions ON versions.id = current_version'

interface DetailRow extends CellRow {
  path: string
  format: string
  depth: 8 | 16
  bytes: number
  camera: string | null
  caption: string | null
  imported_at: number
  error: string | null
  remarks: string
}

/** The photos of a library: pages of the grid, and what can be done to photos. Files are never touched. */
export class Photos {
  readonly #connection: Connection
  readonly #albums: Albums
  readonly #tags: Tags

  constructor(connection: Connection, albums: Albums, tags: Tags) {
    this.#connection = connection
    this.#albums = albums
    this.#tags = tags
  }

  /** One page by keyset: no photo twice and none left out, whatever was added or removed in between. */
  page(query: LibraryQuery, { after, before, limit }: PageOptions): Page {
    const { sql, bound } = pageSql(select(query), before ?? after, before !== undefined)
    const rows = this.#connection.query<CellRow>(sql).all({ ...bound, limit })
    if (before) rows.reverse()
    const cursor = (row: CellRow | undefined): Cursor | undefined => row && { key: row.sort_key, id: row.id }
    return { photos: rows.map(toCell), start: cursor(rows[0]), end: cursor(rows.at(-1)) }
  }

  count(query: LibraryQuery): number {
    const { from, where, bound } = select(query)
    const sql = `SELECT count(*) AS photos FROM ${from} WHERE ${where.join(' AND ')}`
    return this.#connection.query<{ photos: number }>(sql).get(bound)?.photos ?? 0
  }

  /** Headers of the grid in the order of the query, which is by date. */
  dateGroups(query: LibraryQuery): DateGroup[] {
    const { from, where, direction, bound } = select({ ...query, sort: 'taken' })
    return this.#connection
      .query<DateGroup>(
        `SELECT substr(taken_key, 1, 7) AS month, count(*) AS photos FROM ${from}
         WHERE ${where.join(' AND ')} GROUP BY month ORDER BY month ${direction}`,
      )
      .all(bound)
  }

  /** Ids of all photos of a query, in its order: for "select all". */
  ids(query: LibraryQuery): number[] {
    const { from, where, key, tie, direction, bound } = select(query)
    return this.#connection
      .query<{ id: number }>(
        `SELECT photos.id FROM ${from} WHERE ${where.join(' AND ')}
         ORDER BY ${key} ${direction}, ${tie} ${direction}`,
      )
      .all(bound)
      .map(({ id }) => id)
  }

  /** @throws `bad-request` when there is no such photo. */
  detail(id: number): PhotoDetail {
    const row = this.#connection
      .query<DetailRow>(
        `SELECT ${cellColumns}, path, format, depth, bytes, camera, caption, imported_at, error, remarks
         FROM photos JOIN files ON files.id = file_id ${withVersion} WHERE photos.id = ?`,
      )
      .get(id)
    if (!row) throw new TintypeError('bad-request', `There is no photo ${id} in the library.`)
    const { path, format, depth, bytes, camera, caption, imported_at, error, remarks } = row
    return {
      ...toCell(row),
      ...{ path, format, depth, bytes, camera, caption },
      imported: isoTime(imported_at),
      error: error === null ? null : storedError(error),
      remarks: storedRemarks(remarks),
      albums: this.#albums.of(id),
      tags: this.#tags.of(id),
    }
  }

  /** Cells by id, in any order; photos that are gone are left out. */
  cells(ids: readonly number[]): PhotoCell[] {
    return this.#connection
      .query<CellRow>(
        `SELECT ${cellColumns} FROM photos ${withVersion} WHERE photos.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids))
      .map(toCell)
  }

  /** Name of the first of these photos, that stands for all. */
  firstName(ids: readonly number[]): string {
    return this.cells(ids.slice(0, 1))[0]?.name ?? ''
  }

  references(ids: readonly number[]): Pick<PhotoFile, 'id' | 'path' | 'page'>[] {
    return this.#connection
      .query<Pick<PhotoFile, 'id' | 'path' | 'page'>>(
        `SELECT photos.id, path, page FROM photos JOIN files ON files.id = file_id
         WHERE photos.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids))
  }

  /** Files of photos with this content, those in sight first. */
  filesByHash(hash: string): PhotoFile[] {
    return this.#files('hash = ? ORDER BY removed, page', hash)
  }

  /** All photos of a file, in its order. */
  filesByPath(path: string): PhotoFile[] {
    return this.#files('path = ? ORDER BY page, photos.id', path)
  }

  /** The first photo of a file. */
  fileByPath(path: string): PhotoFile | undefined {
    return this.filesByPath(path)[0]
  }

  /** @throws `bad-request` when there is no such photo. */
  file(id: number): PhotoFile {
    const file = this.#files('photos.id = ?', id)[0]
    if (!file) throw new TintypeError('bad-request', `There is no photo ${id} in the library.`)
    return file
  }

  /** Photos in sight, and the size of their files. */
  size(): { photos: number; bytes: number } {
    return this.#connection
      .query<{ photos: number; bytes: number }>(
        `SELECT count(*) AS photos,
           (SELECT coalesce(sum(bytes), 0) FROM files
             WHERE EXISTS (SELECT 1 FROM photos WHERE file_id = files.id AND removed = 0)) AS bytes
         FROM photos WHERE removed = 0`,
      )
      .get() as { photos: number; bytes: number }
  }

  setFavourite(ids: readonly number[], favourite: boolean): void {
    this.#set(ids, 'favourite = :value', Number(favourite))
  }

  /**
   * Whether the files of these photos were there when last looked for, which is so for all photos of a file. What is
   * bad stays so until it is read again, and a page that its file no longer has stays missing.
   */
  setMissing(ids: readonly number[], missing: boolean): void {
    const value = missing ? 'missing' : 'present'
    this.#connection.transaction(() => {
      this.#setOfFiles(ids, "state = iif(state = 'bad', 'bad', :value)", value)
      this.#connection
        .query(
          `UPDATE photos SET state =
             iif(photos.state = 'bad', 'bad', iif(page >= coalesce(pages, page + 1), 'missing', :value))
           FROM files WHERE files.id = file_id AND file_id IN ${filesOfIds}`,
        )
        .run({ ids: JSON.stringify(ids), value })
    })
  }

  setTaken(ids: readonly number[], taken: string | null): void {
    this.#set(ids, "taken = :value, taken_source = iif(:value IS NULL, NULL, 'user')", taken)
  }

  setCaption(ids: readonly number[], caption: string | null): void {
    this.#set(ids, "caption = :value, caption_source = 'user'", caption?.trim() || null)
  }

  /** What is to be written into results of a photo; `typed`: what of it somebody is known to have typed. */
  words(id: number): { words: PhotoWords; typed: Partial<PhotoWords> | undefined } {
    const row = this.#connection
      .query<{
        caption: string | null
        caption_source: string | null
        taken: string | null
        favourite: 0 | 1
      }>(
        `SELECT caption, caption_source, iif(taken_source = 'user', taken, NULL) AS taken, favourite
         FROM photos WHERE id = ?`,
      )
      .get(id)
    const caption = row?.caption ?? undefined
    const keywords = this.#tags.of(id)
    const given = this.#tags.given(id)
    const taken = row?.taken ?? undefined
    const typed = {
      ...(caption !== undefined && row?.caption_source === 'user' && { caption }),
      ...(taken !== undefined && { taken }),
      ...(given.length > 0 && { keywords: given }),
    }
    return {
      words: {
        ...(caption !== undefined && { caption }),
        ...(taken !== undefined && { taken }),
        keywords,
        favourite: row?.favourite === 1,
      },
      typed: Object.keys(typed).length > 0 ? typed : undefined,
    }
  }

  /** From now on what is there of the files of these photos is read, though they are damaged. */
  acceptDamaged(ids: readonly number[]): void {
    this.#setOfFiles(ids, 'accept_damaged = :value', 1)
  }

  /** What a look at the photo found; nothing where nobody has looked at what its file holds. */
  look(id: number): PhotoLook | undefined {
    const row = this.#connection
      .query<{ colour: PhotoLook['colour'] | null; remarks: string }>(
        'SELECT colour, remarks FROM photos WHERE id = ? AND looked = 1',
      )
      .get(id)
    return row?.colour ? { colour: row.colour, remarks: storedRemarks(row.remarks) } : undefined
  }

  /** For a photo that nobody has looked at; what others saw stays. */
  setLook(id: number, { colour, remarks }: PhotoLook): void {
    this.#connection
      .query('UPDATE photos SET looked = 1, colour = ?, remarks = ? WHERE id = ? AND looked = 0')
      .run(colour, JSON.stringify(remarks), id)
  }

  /** What went wrong with a photo, colouring it for example; `null` when all is well again. */
  setError(id: number, error: WireError | null): void {
    this.#set([id], 'error = :value', error && JSON.stringify(error))
  }

  /** Takes photos out of sight; albums, tags and versions are kept for `restore`. */
  remove(ids: readonly number[], now = Date.now()): void {
    this.#set(ids, 'removed_at = coalesce(removed_at, :value)', now)
  }

  restore(ids: readonly number[]): void {
    this.#set(ids, 'removed_at = :value', null)
  }

  /**
   * Forgets photos for good, with their versions: of those that are removed and in no job, the ones removed
   * before a moment, or of these ids. The rows go first, that of a file with its last photo; files are left to the
   * caller.
   */
  purge(which: { before: number } | { ids: readonly number[] }): Purged[] {
    const [condition, value] =
      'ids' in which ? [amongIds, JSON.stringify(which.ids)] : ['removed_at < :value', which.before]
    return this.#connection.transaction(() => {
      const purged = this.#purgeable(condition, value)
      this.#connection
        .query('DELETE FROM photos WHERE id IN (SELECT value FROM json_each(?))')
        .run(JSON.stringify(purged.map(({ id }) => id)))
      return purged
    })
  }

  /** Of these photos, those that `purge` would forget. */
  purgeable(ids: readonly number[]): Purged[] {
    return this.#purgeable(amongIds, JSON.stringify(ids))
  }

  #purgeable(condition: string, value: Value): Purged[] {
    return this.#connection
      .query<Purged>(
        `SELECT photos.id, path, coalesce(hash, '') AS hash FROM photos JOIN files ON files.id = file_id
         WHERE ${purgeable} AND ${condition}`,
      )
      .all({ value })
  }

  /** Paths that hold these letters, of all photos, removed ones too. */
  pathsWith(letters: string): string[] {
    return this.#connection
      .query<{ path: string }>('SELECT path FROM files WHERE instr(path, ?)')
      .all(letters)
      .map(({ path }) => path)
  }

  /** Files of all photos in sight. */
  files(): PhotoFile[] {
    return this.#files('removed = ?', 0)
  }

  #files(condition: string, value: Value): PhotoFile[] {
    return this.#connection
      .query<FileRow>(
        `SELECT photos.id, path, page, region, pages, hash, bytes, modified_at AS modified, photos.state, removed,
           accept_damaged
         FROM photos JOIN files ON files.id = file_id WHERE ${condition}`,
      )
      .all(value)
      .map(({ accept_damaged, ...row }) => ({
        ...row,
        hash: row.hash ?? '',
        region: storedRegion(row.region),
        removed: row.removed === 1,
        acceptDamaged: accept_damaged === 1,
      }))
  }

  #setOfFiles(ids: readonly number[], assignment: string, value: Value): void {
    this.#connection
      .query(`UPDATE files SET ${assignment} WHERE id IN ${filesOfIds}`)
      .run({ ids: JSON.stringify(ids), value })
  }

  #set(ids: readonly number[], assignment: string, value: Value): void {
    this.#connection
      .query(`UPDATE photos SET ${assignment} WHERE id IN (SELECT value FROM json_each(:ids))`)
      .run({ ids: JSON.stringify(ids), value })
  }
}

/** @param backwards read the photos before the cursor, nearest first */
export function pageSql(
  { from, where, key, tie, direction, bound }: Selection,
  cursor: Cursor | undefined,
  backwards: boolean,
): { sql: string; bound: Record<string, Value> } {
  const rises = (direction === 'ASC') !== backwards
  const order = rises ? 'ASC' : 'DESC'
  const conditions = cursor ? [...where, `(${key}, ${tie}) ${rises ? '>' : '<'} (:key, :id)`] : where
  return {
    sql: `SELECT ${cellColumns}, ${key} AS sort_key FROM ${from} ${withVersion}
          WHERE ${conditions.join(' AND ')} ORDER BY ${key} ${order}, ${tie} ${order} LIMIT :limit`,
    bound: cursor ? { ...bound, key: cursor.key, id: cursor.id } : bound,
  }
}

function storedRemarks(text: string): Remark[] {
  return remarksSchema.catch([]).parse(storedJson(text))
}

/** The whole page where it cannot be understood. */
function storedRegion(text: string | null): Region | null {
  return text === null ? null : regionSchema.nullable().catch(null).parse(storedJson(text))
}

function toCell(row: CellRow): PhotoCell {
  const { id, name, page, width, height, state, colour, taken } = row
  const hash = row.hash ?? ''
  return {
    ...{ id, name, page, width, height, state, colour, taken, hash },
    picture: pictureKey({ hash, page, region: storedRegion(row.region) }),
    favourite: row.favourite === 1,
    version: row.version === null ? null : { id: row.version, map: row.map },
    draft: row.draft === 1,
    ownModel: row.own_model === 1,
  }
}
