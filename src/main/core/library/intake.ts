import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'
import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { TintypeError, type WireError } from '../../../shared/errors.ts'
import type { Connection, Value } from './connection.ts'
import type { Folders } from './folders.ts'
import { naturalKey } from './natural-order.ts'
import { isTaken } from './times.ts'

/** What imaging and the metadata reader learned of a photo. */
export interface PhotoFacts {
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
  /** What a person should know of the file. */
  remarks?: Remark[]
}

/** A file to enter: a picture with its facts, or a bad one with what is wrong. */
export type FoundFile = {
  /** Absolute, exactly as the file system gave it. */
  path: string
  bytes: number
  /** Milliseconds since 1970. */
  modified: number
  /** Lies in the library's own folder, as a copy. */
  copied?: boolean
} & ({ hash: string; facts: PhotoFacts } | { hash: string | null; error: WireError })

/**
 * What became of a file. `known`: nothing new. `changed`: other content at a known path; versions made
 * of the old content are no longer current. `moved`: the content of a photo whose file is gone; the
 * photo follows. `restored`: a removed photo is back, with its versions. `duplicate`: the same content
 * is in the library from another file; not entered.
 */
export interface Entered {
  path: string
  status: 'added' | 'known' | 'changed' | 'moved' | 'restored' | 'duplicate'
  /** The photo; for a duplicate, the one that is there. */
  id: number
  /** Where the photo's file was before, of one that followed its content. */
  from?: string
}

export interface IntakeOptions {
  /** The folder the user imported; left out when files were named one by one. */
  root?: string
  /** Asked whether the file of a photo with the same content is still there. */
  exists?: (path: string) => boolean
  now?: number
}

interface Known {
  id: number
  path: string
  hash: string | null
  state: string
  removed: number
}

const known = 'SELECT id, path, hash, state, removed FROM photos'

const columns = [
  ...['path', 'folder_id', 'name', 'name_key', 'hash', 'bytes', 'modified_at', 'copied', 'state', 'error'],
  ...['format', 'width', 'height', 'depth', 'orientation', 'colour', 'taken', 'taken_source'],
  ...['camera', 'caption', 'imported_at', 'remarks'],
]
const insertion = `INSERT INTO photos (${columns}) VALUES (${columns.map((column) => `:${column}`)})`

/** What is true of the file whatever its content; an unreadable file keeps the hash it is known by. */
const fileUpdate = `UPDATE photos SET
  path = :path, folder_id = :folder_id, name = :name, name_key = :name_key, bytes = :bytes,
  modified_at = :modified_at, state = :state, hash = coalesce(:hash, hash),
  error = iif(:state = 'bad' OR state = 'bad' OR hash IS NOT :hash, :error, error), removed_at = NULL
  WHERE id = :id`

/** What the content says; the date and the words that the user gave stay. */
const factsUpdate = `UPDATE photos SET
  format = :format, width = :width, height = :height, depth = :depth, orientation = :orientation,
  colour = :colour, camera = :camera, caption = coalesce(caption, :caption), remarks = :remarks,
  taken = iif(taken_source IS 'user', taken, :taken),
  taken_source = iif(taken_source IS 'user', taken_source, :taken_source)
  WHERE id = :id`

/** Enters files into the library: all that were found in one transaction, or none. */
export class Intake {
  readonly #connection: Connection
  readonly #folders: Folders

  constructor(connection: Connection, folders: Folders) {
    this.#connection = connection
    this.#folders = folders
  }

  /** Errors: `bad-request` for a path that is relative or no Unicode, or a date in another form. */
  enter(files: readonly FoundFile[], options: IntakeOptions = {}): Entered[] {
    for (const file of files) requireSound(file)
    return this.#connection.transaction(() => files.map((file) => this.#enterOne(file, options)))
  }

  #enterOne(file: FoundFile, options: IntakeOptions): Entered {
    const { path } = file
    const here = this.#connection.query<Known>(`${known} WHERE path = ?`).get(path)
    if (here) return { path, id: here.id, status: this.#refresh(here, file, options) }
    const twin = 'facts' in file ? this.#twin(file.hash, basename(path), options) : undefined
    if (twin?.isThere) return { path, id: twin.id, status: 'duplicate' }
    if (twin) {
      const row = { ...this.#row(file, options), id: twin.id }
      this.#connection.query(fileUpdate).run(row)
      this.#connection.query('UPDATE photos SET copied = :copied WHERE id = :id').run(row)
      return { path, id: twin.id, status: twin.removed ? 'restored' : 'moved', from: twin.path }
    }
    return { path, id: this.#connection.query(insertion).run(this.#row(file, options)).id, status: 'added' }
  }

  /**
   * A photo with this content: one whose file is there, else one that can follow, the one of the same
   * name first. A removed photo follows wherever its file is: its colours come back with it.
   */
  #twin(
    hash: string,
    name: string,
    { exists = existsSync }: IntakeOptions,
  ): (Known & { isThere: boolean }) | undefined {
    const twins = this.#connection
      .query<Known>(`${known} WHERE hash = ? AND state <> 'bad' ORDER BY removed, name <> ?, id`)
      .all(hash, name)
      .map((twin) => ({ ...twin, isThere: twin.removed === 0 && exists(twin.path) }))
    return twins.find(({ isThere }) => isThere) ?? twins[0]
  }

  #refresh(here: Known, file: FoundFile, options: IntakeOptions): Entered['status'] {
    const row = { ...this.#row(file, options), id: here.id }
    const isSame = file.hash === null || here.hash === file.hash
    this.#connection.query(fileUpdate).run(row)
    if ('facts' in file && (!isSame || here.state === 'bad')) this.#connection.query(factsUpdate).run(row)
    if (!isSame) {
      this.#connection.query('UPDATE photos SET current_version = NULL WHERE id = ?').run(here.id)
    }
    if (here.removed) return 'restored'
    return isSame ? 'known' : 'changed'
  }

  #row(file: FoundFile, { root, now = Date.now() }: IntakeOptions): Record<string, Value> {
    const name = basename(file.path)
    const read = 'facts' in file ? file.facts : unread
    return {
      path: file.path,
      imported_at: now,
      folder_id: this.#folders.open(dirname(file.path), root),
      name,
      name_key: naturalKey(name),
      hash: file.hash,
      bytes: file.bytes,
      modified_at: Math.floor(file.modified),
      copied: Number(file.copied ?? false),
      state: 'error' in file ? 'bad' : 'present',
      error: 'error' in file ? JSON.stringify(file.error) : null,
      format: read.format,
      width: read.width,
      height: read.height,
      depth: read.depth,
      orientation: read.orientation,
      colour: read.colour,
      taken: read.taken?.date ?? null,
      taken_source: read.taken?.source ?? null,
      camera: read.camera,
      caption: read.caption,
      remarks: JSON.stringify(read.remarks ?? []),
    }
  }
}

const unread: PhotoFacts = {
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
  const taken = 'facts' in file ? file.facts.taken?.date : undefined
  if (taken !== undefined && !isTaken(taken)) {
    throw new TintypeError('bad-request', `${taken} is no date such as 1912-07 or 1912-07-14T10:00:00.`)
  }
}
