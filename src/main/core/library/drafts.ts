import { type Draft, type Recipe, recipeSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { colourKey } from '../../../shared/recipe.ts'
import type { Connection } from './connection.ts'
import { storedJson } from './stored-json.ts'
import { isoTime } from './times.ts'
import { storedHinting } from './versions.ts'

export interface DraftToSave {
  photo: number
  /** Content hash of the picture that it is made for. */
  hash: string
  /** The line of work that writes. */
  writer: string
  /** The draft that it changes, as the writer knows it. */
  draft?: Pick<Draft, 'id' | 'revision'>
  /** The version that it was developed from. */
  version: number | null
  recipe: Recipe
  /** Names the weights that its colours are of. */
  weights: string
}

interface Row {
  id: number
  photo_id: number
  revision: number
  writer: string
  version_id: number | null
  recipe: string
  weights: string
  map: string | null
  changed_at: number
  stale: number
}

const selection = `SELECT drafts.*, source_hash IS NOT files.hash AS stale
  FROM drafts JOIN photos ON photos.id = photo_id JOIN files ON files.id = file_id`

/** What was developed and is in no version yet. Two windows on one photo have a draft each. */
export class Drafts {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Drafts of a photo, the one changed last at the end. */
  of(photo: number): Draft[] {
    return this.#connection
      .query<Row>(`${selection} WHERE photo_id = ? ORDER BY changed_at, drafts.id`)
      .all(photo)
      .flatMap(toDraft)
  }

  /** `undefined` when it was kept or discarded. */
  find(id: number): Draft | undefined {
    const row = this.#connection.query<Row>(`${selection} WHERE drafts.id = ?`).get(id)
    return row && toDraft(row)[0]
  }

  /** Photos among these that have a draft for the picture that they are now. */
  among(photos: readonly number[]): number[] {
    return this.#connection
      .query<{ id: number }>(
        `SELECT photos.id FROM photos JOIN files ON files.id = file_id
         WHERE photos.id IN (SELECT value FROM json_each(?))
         AND EXISTS (SELECT 1 FROM drafts WHERE photo_id = photos.id AND source_hash = files.hash)`,
      )
      .all(JSON.stringify(photos))
      .map(({ id }) => id)
  }

  /**
   * Keeps a draft. Where a version has the same colours it keeps their map too, for these may be of weights
   * that are gone tomorrow.
   * @returns `undefined`, and nothing is saved, where somebody else changed the draft or took it away
   * @throws `bad-request` for an unknown photo.
   */
  save(given: DraftToSave, now = Date.now()): Draft | undefined {
    const { photo, hash, writer, version, recipe, weights } = given
    return this.#connection.transaction(() => {
      this.#requirePhoto(photo)
      const known = this.#known(given)
      if (known === 'outdated') return undefined
      const values = {
        ...{ photo, hash, writer, weights, now },
        recipe: JSON.stringify(recipe),
        version,
        map: this.#mapOf(photo, recipe, weights) ?? sameColours(known, recipe, weights),
      }
      const id = known ? this.#change(known.id, values) : this.#insert(values)
      return this.find(id)
    })
  }

  /** Takes a draft away. @returns whether it did: somebody else may have changed it since */
  remove(known: Pick<Draft, 'id' | 'revision' | 'writer'>): boolean {
    return (
      this.#connection
        .query('DELETE FROM drafts WHERE id = ? AND (revision = ? OR writer = ?)')
        .run(known.id, known.revision, known.writer).changes > 0
    )
  }

  /** Whether somebody develops from this version. */
  isBasis(version: number): boolean {
    return (
      this.#connection.query('SELECT 1 FROM drafts WHERE version_id = ? LIMIT 1').get(version) !== undefined
    )
  }

  /** The draft to change: the one that is named, or that the writer began when no answer came. */
  #known({ photo, writer, draft }: DraftToSave): Draft | 'outdated' | undefined {
    const own = this.of(photo).find((one) => one.writer === writer)
    if (own || !draft) return own
    const named = this.find(draft.id)
    return named?.photo === photo && named.revision === draft.revision ? named : 'outdated'
  }

  #insert(values: Values): number {
    return this.#connection
      .query(
        `INSERT INTO drafts (photo_id, revision, writer, version_id, source_hash, recipe, map, weights, changed_at)
         VALUES (:photo, 1, :writer, :version, :hash, :recipe, :map, :weights, :now)`,
      )
      .run({ ...values }).id
  }

  #change(id: number, { photo: _, ...values }: Values): number {
    this.#connection
      .query(
        `UPDATE drafts SET revision = revision + 1, writer = :writer, version_id = :version,
           source_hash = :hash, recipe = :recipe, map = :map, weights = :weights, changed_at = :now
         WHERE id = :id`,
      )
      .run({ ...values, id })
    return id
  }

  #mapOf(photo: number, recipe: Recipe, weights: string): string | null {
    const versions = this.#connection.query<{ map: string; hints: string; hint_method: string | null }>(
      `SELECT map, hints, hint_method FROM versions JOIN photos ON photos.id = photo_id JOIN files ON files.id = file_id
       WHERE map IS NOT NULL AND photo_id = ? AND source_hash = files.hash AND model_weights = ? AND model = ? AND size = ?
         AND flip_averaged = ? ORDER BY versions.id DESC`,
    )
    const { model, size, flipAveraged } = recipe
    const alike = versions.all(photo, weights, model, size, Number(flipAveraged))
    const key = colourKey(recipe)
    const keyOf = (row: (typeof alike)[number]) =>
      colourKey({ model, size, flipAveraged, ...storedHinting(row) })
    return alike.find((row) => keyOf(row) === key)?.map ?? null
  }

  #requirePhoto(photo: number): void {
    if (this.#connection.query('SELECT 1 FROM photos WHERE id = ?').get(photo)) return
    throw new TintypeError('bad-request', `There is no photo ${photo} in the library.`)
  }
}

interface Values {
  photo: number
  hash: string
  writer: string
  weights: string
  recipe: string
  version: number | null
  map: string | null
  now: number
}

/** The version may be gone whose map a draft has: it has that still. */
function sameColours(known: Draft | undefined, recipe: Recipe, weights: string): string | null {
  const isSame = known && known.weights === weights && colourKey(known.recipe) === colourKey(recipe)
  return isSame ? known.map : null
}

/** None for a recipe that cannot be understood: it takes no other draft along. */
function toDraft(row: Row): Draft[] {
  const { data: recipe } = recipeSchema.safeParse(storedJson(row.recipe))
  if (!recipe) return []
  const { id, photo_id: photo, revision, writer, version_id: version, weights, map } = row
  const known = { id, photo, revision, writer, version, recipe, weights, map }
  return [{ ...known, changed: isoTime(row.changed_at), stale: row.stale === 1 }]
}
