import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError, type WireError } from '../../../shared/errors.ts'
import { isTaken } from '../../../shared/taken.ts'
import type { Connection, Value } from './connection.ts'
import type { Folders } from './folders.ts'
import { naturalKey } from './natural-order.ts'
import type { Tags } from './tags.ts'

/** What imaging and the metadata reader learned of a photo. */
export interface PhotoInfo {
  format: string
  /** Size in pixels after orientation is applied. */
  width: number
  height: number
  depth: 8 | 16
  /** EXIF orientation, 1..8. */
  orientation: number
  colour: ColourKind | null
  /** As precise as it is known, ISO 8601. */
  taken: { date: string; source: 'metadata' | 'name' } | null
  camera: string | null
  caption: string | null
  /** Become tags of a photo that is new. */
  keywords?: string[]
  /** What a person should know of the file. */
  remarks?: Remark[]
}

/** A photograph of a file: what was learned of it, or why it cannot be read. */
export type FoundPage = PhotoInfo | { error: WireError }

/** A file to enter: one with its photographs in order, at least one, or a bad one with what is wrong. */
export type FoundFile = {
  /** Absolute, exactly as the file system gave it. */
  path: string
  bytes: number
  /** Milliseconds since 1970. */
  modified: number
  /** Lies in the library's own folder, as a copy. */
  copied?: boolean
} & ({ hash: string; pages: FoundPage[] } | { hash: string | null; error: WireError })

/**
 * What became of a file. `known`: nothing new. `added`: it is new, or photographs in it are. `changed`: other content
 * at a known path; versions made of the old content are no longer current. `moved`: the content of a file that is
 * gone; its photos follow. `restored`: removed photos are back, with their versions. `duplicate`: the same content
 * is in the library from another file; not entered.
 */
export interface Entered {
  path: string
  status: 'added' | 'known' | 'changed' | 'moved' | 'restored' | 'duplicate'
  /** The first photo; for a duplicate, of the file that is there. */
  id: number
  /** All photos that the file holds now, in its order, but those that stay removed. */
  photos: number[]
  /** Where the file was before, of one that was followed. */
  from?: string
}

export interface IntakeOptions {
  /** The folder the user imported; left out when files were named one by one. */
  root?: string
  /** Asked whether a file with the same content is still there. */
  exists?: (path: string) => boolean
  /**
   * A known file is read again for one of its photos, and nobody asked for the others: what was removed stays so,
   * and of what was deleted for good nothing comes back.
   */
  again?: boolean
  now?: number
}

interface Known {
  id: number
  path: string
  hash: string | null
  state: string
  pages: number | null
  /** None of its photos is in sight. */
  removed: number
}

const known = `SELECT id, path, hash, state, pages,
    NOT EXISTS (SELECT 1 FROM photos WHERE file_id = files.id AND removed = 0) AS removed
  FROM files`

const fileColumns = ['path', 'hash', 'bytes', 'modified_at', 'format', 'pages', 'copied', 'state']
const photoColumns = [
  ...[
    'file_id',
    'page',
    'folder_id',
    'name',
    'name_key',
    'width',
    'height',
    'depth',
    'orientation',
    'colour',
  ],
  ...['taken', 'taken_source', 'camera', 'caption', 'imported_at', 'state', 'error', 'remarks', 'looked'],
]

/** An unreadable file keeps the hash, and all else, that it is known by. */
const fileUpdate = `UPDATE files SET
  path = :path, bytes = :bytes, modified_at = :modified_at, state = :state, hash = coalesce(:hash, hash),
  format = iif(:state = 'bad', format, :format), pages = iif(:state = 'bad', pages, :pages)
  WHERE id = :file_id`

/** What is true of the photos of a file whatever its content. */
const locationUpdate = `UPDATE photos SET folder_id = :folder_id, name = :name, name_key = :name_key
  WHERE file_id = :file_id`

/** @param :isSame the file holds what it held; then what went wrong while colouring it still holds */
const stateUpdate = `UPDATE photos SET state = :state,
  error = iif(:state = 'bad' OR state = 'bad' OR NOT :isSame, :error, error)
  WHERE id = :id`

/** What the content says; the date and the words that the user gave stay. */
const infoUpdate = `UPDATE photos SET
  width = :width, height = :height, depth = :depth, orientation = :orientation,
  colour = :colour, camera = :camera, caption = coalesce(caption, :caption), remarks = :remarks, looked = :looked,
  taken = iif(taken_source IS 'user', taken, :taken),
  taken_source = iif(taken_source IS 'user', taken_source, :taken_source)
  WHERE id = :id`

type Row = Record<string, Value>

/** Enters files into the library: all that were found in one transaction, or none. */
export class Intake {
  readonly #connection: Connection
  readonly #folders: Folders
  readonly #tags: Tags

  constructor(connection: Connection, folders: Folders, tags: Tags) {
    this.#connection = connection
    this.#folders = folders
    this.#tags = tags
  }

  /** @throws `bad-request` for a path that is relative or no Unicode, or a date in another form. */
  enter(files: readonly FoundFile[], options: IntakeOptions = {}): Entered[] {
    for (const file of files) requireSound(file)
    return this.#connection.transaction(() => files.map((file) => this.#enterOne(file, options)))
  }

  #enterOne(file: FoundFile, options: IntakeOptions): Entered {
    const { path } = file
    const here = this.#connection.query<Known>(`${known} WHERE path = ?`).get(path)
    if (here) return this.#entered(path, here.id, this.#refresh(here, file, options))
    const twin = 'pages' in file ? this.#twin(file.hash, basename(path), options) : undefined
    if (twin?.isThere) return this.#entered(path, twin.id, 'duplicate')
    if (twin) {
      this.#connection
        .query('UPDATE files SET copied = ? WHERE id = ?')
        .run(Number(file.copied ?? false), twin.id)
      this.#refresh(twin, file, options)
      return { ...this.#entered(path, twin.id, twin.removed ? 'restored' : 'moved'), from: twin.path }
    }
    const { id } = this.#insert('files', fileColumns, fileRow(file))
    this.#enterPhotos(id, file, 0, options)
    return this.#entered(path, id, 'added')
  }

  #entered(path: string, file: number, status: Entered['status']): Entered {
    const rows = this.#connection
      .query<{ id: number; shown: number }>(
        `SELECT photos.id, removed = 0 AND page < coalesce(pages, page + 1) AS shown
         FROM photos JOIN files ON files.id = file_id WHERE file_id = ? ORDER BY page, photos.id`,
      )
      .all(file)
    const photos = rows.filter(({ shown }) => shown).map(({ id }) => id)
    return { path, status, id: photos[0] ?? rows[0]!.id, photos }
  }

  /**
   * A file with this content: one that is there, else one whose photos can follow, the one of the same name first.
   * Removed photos follow wherever their file is: their colours come back with them.
   */
  #twin(
    hash: string,
    name: string,
    { exists = existsSync }: IntakeOptions,
  ): (Known & { isThere: boolean }) | undefined {
    const twins = this.#connection
      .query<Known>(
        `${known} WHERE hash = ? AND state <> 'bad'
         ORDER BY removed, (SELECT name FROM photos WHERE file_id = files.id LIMIT 1) <> ?, id`,
      )
      .all(hash, name)
      .map((twin) => ({ ...twin, isThere: twin.removed === 0 && exists(twin.path) }))
    return twins.find(({ isThere }) => isThere) ?? twins[0]
  }

  #refresh(here: Known, file: FoundFile, options: IntakeOptions): Entered['status'] {
    const isSame = file.hash === null || here.hash === file.hash
    this.#connection.query(fileUpdate).run({ ...fileRow(file), file_id: here.id })
    this.#connection.query(locationUpdate).run({ ...this.#location(file, options), file_id: here.id })
    if (!options.again) {
      this.#connection.query('UPDATE photos SET removed_at = NULL WHERE file_id = ?').run(here.id)
    }
    if (!isSame) {
      this.#connection.query('UPDATE photos SET current_version = NULL WHERE file_id = ?').run(here.id)
    }
    this.#refreshPhotos(here, file, isSame)
    // Pages that were never seen; those that are known and have no photo, somebody deleted for good.
    const isMore = this.#enterPhotos(here.id, file, options.again ? (here.pages ?? 1) : 0, options)
    if (here.removed && !options.again) return 'restored'
    if (!isSame) return 'changed'
    return isMore ? 'added' : 'known'
  }

  /** Brings the photos of a file up to what it holds now; those of pages that are gone are missing. */
  #refreshPhotos(here: Known, file: FoundFile, isSame: boolean): void {
    const photos = this.#connection
      .query<{ id: number; page: number; state: string; isWhole: number }>(
        'SELECT id, page, state, region IS NULL AS isWhole FROM photos WHERE file_id = ?',
      )
      .all(here.id)
    const isCounted = 'pages' in file && here.pages === file.pages.length
    for (const { id, page, state, isWhole } of photos) {
      const found = 'pages' in file ? file.pages[page] : file
      const isNews = !isSame || !isCounted || state === 'bad'
      this.#connection.query(stateUpdate).run({ id, isSame: Number(isSame), ...stateOf(found) })
      if (found && 'width' in found && isWhole && isNews) {
        this.#connection.query(infoUpdate).run({ id, ...infoRow(found) })
      }
    }
  }

  /** Makes photos of the photographs of a file that have none, from page `first` on. @returns whether there were any */
  #enterPhotos(file_id: number, file: FoundFile, first: number, options: IntakeOptions): boolean {
    const pages: (FoundPage | FoundFile)[] = 'pages' in file ? file.pages : [file]
    const known = this.#connection
      .query<{ page: number }>('SELECT page FROM photos WHERE file_id = ?')
      .all(file_id)
      .map(({ page }) => page)
    const missing = pages
      .map((found, page) => ({ found, page }))
      .filter(({ page }) => page >= first && !known.includes(page))
    for (const { found, page } of missing) {
      const { id } = this.#insert('photos', photoColumns, {
        ...{ file_id, page, imported_at: options.now ?? Date.now() },
        ...this.#location(file, options),
        ...stateOf(found),
        ...infoRow('width' in found ? found : unread),
      })
      for (const keyword of ('keywords' in found && found.keywords) || []) this.#tags.add(keyword, [id], true)
    }
    return missing.length > 0
  }

  #location({ path }: FoundFile, { root }: IntakeOptions): Row {
    const name = basename(path)
    return { folder_id: this.#folders.open(dirname(path), root), name, name_key: naturalKey(name) }
  }

  #insert(table: 'files' | 'photos', columns: readonly string[], row: Row): { id: number } {
    return this.#connection
      .query(`INSERT INTO ${table} (${columns}) VALUES (${columns.map((column) => `:${column}`)})`)
      .run(row)
  }
}

function fileRow(file: FoundFile): Row {
  return {
    path: file.path,
    hash: file.hash,
    bytes: file.bytes,
    modified_at: Math.floor(file.modified),
    format: ('pages' in file && file.pages.find((page) => 'format' in page)?.format) || '',
    pages: 'pages' in file ? file.pages.length : null,
    copied: Number(file.copied ?? false),
    state: 'error' in file ? 'bad' : 'present',
  }
}

/** @param found nothing for a page that its file no longer has */
function stateOf(found: FoundPage | FoundFile | undefined): Row {
  if (!found) return { state: 'missing', error: null }
  return 'error' in found
    ? { state: 'bad', error: JSON.stringify(found.error) }
    : { state: 'present', error: null }
}

function infoRow({
  width,
  height,
  depth,
  orientation,
  colour,
  taken,
  camera,
  caption,
  remarks,
}: PhotoInfo): Row {
  return {
    ...{ width, height, depth, orientation, colour, camera, caption },
    taken: taken?.date ?? null,
    taken_source: taken?.source ?? null,
    remarks: JSON.stringify(remarks ?? []),
    looked: Number(colour !== null),
  }
}

const unread: PhotoInfo = {
  format: '',
  width: 0,
  height: 0,
  depth: 8,
  orientation: 1,
  colour: null,
  taken: null,
  camera: null,
  caption: null,
}

function requireSound(file: FoundFile): void {
  const { path } = file
  if (!isAbsolute(path) || path.includes('\0') || !path.isWellFormed()) {
    throw new TintypeError(
      'bad-request',
      `${JSON.stringify(path)} is no full path in Unicode; rename the file.`,
    )
  }
  for (const page of 'pages' in file ? file.pages : []) {
    const taken = 'taken' in page ? page.taken?.date : undefined
    if (taken === undefined || isTaken(taken)) continue
    throw new TintypeError('bad-request', `${taken} is no date such as 1912-07 or 1912-07-14T10:00:00.`)
  }
}
