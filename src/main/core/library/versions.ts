import type { Hinting } from '../../../shared/contract/engine.ts'
import {
  adjustmentsSchema,
  type Recipe,
  recipeSchema,
  type Version,
} from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { schemaIssues } from '../../../shared/schema-issues.ts'
import type { Connection } from './connection.ts'
import type { MapStore, StoredMap } from './maps.ts'
import { storedJson } from './stored-json.ts'
import { isoTime } from './times.ts'

/** The very weights that made a map, beside the model's id in the recipe. */
export interface ModelOrigin {
  revision: string
  /** Names exactly the weights, as the `weightsHash` of an installed model does. */
  weights: string
  /** Trained by the user on their own photographs. */
  own: boolean
}

export interface StoredVersion extends Omit<Version, 'weights'> {
  parent: number | null
  origin: ModelOrigin
  /** Made of what the file held before it changed: to be made again before it is shown or exported. */
  stale: boolean
  /** Made in the develop view, not by a batch. */
  byHand: boolean
}

export interface NewVersion {
  photo: number
  /** `null` for one that is restored and not coloured. */
  ab: AbMap | null
  recipe: Recipe
  origin: ModelOrigin
  name?: string
  /** The version it was developed from, which may be gone. */
  parent?: number
  /** Made in the develop view. */
  byHand?: boolean
}

interface Row {
  id: number
  photo_id: number
  parent_id: number | null
  name: string
  map: string | null
  model: string
  model_revision: string
  model_weights: string
  own_model: number
  size: number
  flip_averaged: number
  hints: string
  hint_method: string | null
  adjustments: string
  created_at: number
  by_hand: number
  current: number
  stale: number
}

const selection = `SELECT versions.*, versions.id IS photos.current_version AS current,
  source_hash IS NOT files.hash AS stale
  FROM versions JOIN photos ON photos.id = photo_id JOIN files ON files.id = file_id`

/**
 * Colourings of photos, which stay as they were made but for their names. A version's map is on the disk
 * before its row is written.
 */
export class Versions {
  readonly #connection: Connection
  readonly #maps: MapStore

  constructor(connection: Connection, maps: MapStore) {
    this.#connection = connection
    this.#maps = maps
  }

  /**
   * Keeps a colouring and makes it the photo's current one; the photo's last error is done with.
   * @throws `bad-request` for an unknown photo or one whose file was never read, or a recipe out of
   * range.
   */
  add({ photo, ab, recipe, origin, name = '', parent, byHand = false }: NewVersion): StoredVersion {
    const { model, size, flipAveraged, hints, hintMethod = null, adjustments } = checked(recipe)
    const map = ab && this.#maps.put(ab)
    const id = this.#connection.transaction(() => {
      const { id } = this.#connection
        .query(
          `INSERT INTO versions (photo_id, parent_id, name, map, source_hash, model, model_revision,
             model_weights, own_model, size, flip_averaged, hints, hint_method, adjustments, created_at,
             by_hand)
           VALUES (?, (SELECT id FROM versions WHERE photo_id = ? AND id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
             ?, ?)`,
        )
        .run(
          ...[photo, photo, parent ?? null, name, map, this.#contentOf(photo)],
          ...[model, origin.revision, origin.weights, Number(origin.own), size, Number(flipAveraged)],
          ...[JSON.stringify(hints), hintMethod, JSON.stringify(adjustments), Date.now(), Number(byHand)],
        )
      this.#connection
        .query('UPDATE photos SET current_version = ?, error = NULL WHERE id = ?')
        .run(id, photo)
      return id
    })
    return this.get(id)
  }

  /** @throws `bad-request` when there is no such version. */
  get(id: number): StoredVersion {
    const row = this.#connection.query<Row>(`${selection} WHERE versions.id = ?`).get(id)
    if (!row) throw new TintypeError('bad-request', `There is no version ${id} in the library.`)
    return toVersion(row)
  }

  /** Versions of a photo, oldest first. */
  of(photo: number): StoredVersion[] {
    return this.#connection
      .query<Row>(`${selection} WHERE photo_id = ? ORDER BY versions.id`)
      .all(photo)
      .map(toVersion)
  }

  /**
   * The colours of a version; where they are missing, damaged or stale, `setMap` with new ones.
   * @throws `bad-request` for a version that has none.
   */
  map(id: number): StoredMap {
    const { map } = this.get(id)
    if (map === null) throw new TintypeError('bad-request', `Version ${id} leaves the colours as they are.`)
    return this.#maps.get(map)
  }

  /** Colours of a version made again from its recipe, by the weights of today, for the photo as it is now. */
  setMap(id: number, ab: AbMap, origin: ModelOrigin): StoredVersion {
    const { photo } = this.get(id)
    const map = this.#maps.put(ab)
    this.#connection
      .query(
        `UPDATE versions SET map = ?, source_hash = ?, model_revision = ?, model_weights = ?, own_model = ?
         WHERE id = ?`,
      )
      .run(map, this.#contentOf(photo), origin.revision, origin.weights, Number(origin.own), id)
    return this.get(id)
  }

  rename(id: number, name: string): void {
    this.#connection
      .query('UPDATE versions SET name = ?, renamed_at = ? WHERE id = ?')
      .run(name.trim(), Date.now(), id)
  }

  /** Whether somebody named a version, or made another of it. */
  isTouched(id: number): boolean {
    const sql = `SELECT 1 FROM versions WHERE parent_id = :id OR (id = :id AND renamed_at IS NOT NULL) LIMIT 1`
    return this.#connection.query(sql).get({ id }) !== undefined
  }

  /** @throws `bad-request` for a stale version, whose colours belong to another picture. */
  makeCurrent(id: number): void {
    const { photo, stale } = this.get(id)
    if (stale) {
      throw new TintypeError(
        'bad-request',
        'The file has changed since this version was made. Colour it again first.',
      )
    }
    this.#connection.query('UPDATE photos SET current_version = ? WHERE id = ?').run(id, photo)
  }

  /** Shows the photo without colour; its versions stay. */
  clearCurrent(photo: number): void {
    this.#connection.query('UPDATE photos SET current_version = NULL WHERE id = ?').run(photo)
  }

  /** Deletes a version; after the current one, the newest that is not stale takes its place. */
  remove(id: number): void {
    const { photo, current } = this.get(id)
    this.#connection.transaction(() => {
      this.#connection.query('DELETE FROM versions WHERE id = ?').run(id)
      const next = this.of(photo).findLast(({ stale }) => !stale)
      if (current && next) this.makeCurrent(next.id)
    })
  }

  #contentOf(photo: number): string {
    const row = this.#connection
      .query<{ hash: string | null }>(
        'SELECT hash FROM photos JOIN files ON files.id = file_id WHERE photos.id = ?',
      )
      .get(photo)
    if (!row) throw new TintypeError('bad-request', `There is no photo ${photo} in the library.`)
    if (row.hash === null) throw new TintypeError('bad-request', `Photo ${photo} has never been read.`)
    return row.hash
  }
}

function checked(recipe: Recipe): Recipe {
  const parsed = recipeSchema.safeParse(recipe)
  if (!parsed.success)
    throw new TintypeError('bad-request', `The recipe is out of range: ${schemaIssues(parsed.error)}`)
  return parsed.data
}

function toVersion(row: Row): StoredVersion {
  // Read through the schema: a recipe of an older Tintype gets the defaults of what it does not know, and a part
  // that cannot be understood takes neither the colours nor other versions along.
  const recipe = recipeSchema.parse({
    model: row.model,
    size: row.size,
    flipAveraged: row.flip_averaged === 1,
    ...storedHinting(row),
    adjustments: adjustmentsSchema.catch(adjustmentsSchema.parse({})).parse(storedJson(row.adjustments)),
  })
  return {
    ...{ id: row.id, photo: row.photo_id, parent: row.parent_id, name: row.name, map: row.map, recipe },
    origin: { revision: row.model_revision, weights: row.model_weights, own: row.own_model === 1 },
    created: isoTime(row.created_at),
    current: row.current === 1,
    stale: row.stale === 1,
    byHand: row.by_hand === 1,
  }
}

/** What cannot be understood is none: no hints, and the method of before there was a choice. */
export function storedHinting({ hints, hint_method }: Pick<Row, 'hints' | 'hint_method'>): Hinting {
  const { data: hintMethod } = recipeSchema.shape.hintMethod.safeParse(hint_method)
  return {
    hints: recipeSchema.shape.hints.catch([]).parse(storedJson(hints)),
    ...(hintMethod && { hintMethod }),
  }
}
