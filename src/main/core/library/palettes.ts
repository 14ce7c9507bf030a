import { type Palette, type PaletteColour, paletteColoursSchema } from '../../../shared/contract/palette.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Connection } from './connection.ts'
import { naturalKey } from './natural-order.ts'
import { storedJson } from './stored-json.ts'

type Row = Pick<Palette, 'id' | 'name'> & { colours: string }

const selection = 'SELECT id, name, colours FROM palettes'

/** Palettes: colours with names, for the hints of other photos. */
export class Palettes {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** By name, as people count. */
  list(): Palette[] {
    return this.#connection.query<Row>(`${selection} ORDER BY name_key, id`).all().map(toPalette)
  }

  /** @throws `bad-request` when there is no such palette. */
  get(id: number): Palette {
    const row = this.#connection.query<Row>(`${selection} WHERE id = ?`).get(id)
    if (!row) throw new TintypeError('bad-request', `There is no palette ${id} in the library.`)
    return toPalette(row)
  }

  /** @returns the new palette's id */
  create(name: string, colours: readonly PaletteColour[]): number {
    return this.#connection
      .query('INSERT INTO palettes (name, name_key, colours, created_at) VALUES (?, ?, ?, ?)')
      .run(name, naturalKey(name), JSON.stringify(colours), Date.now()).id
  }

  /** @param colours all that it shall hold @throws `bad-request` when there is no such palette. */
  change(
    id: number,
    { name, colours }: { name?: string | undefined; colours?: readonly PaletteColour[] | undefined },
  ): void {
    const palette = this.get(id)
    const named = name ?? palette.name
    this.#connection
      .query('UPDATE palettes SET name = ?, name_key = ?, colours = ? WHERE id = ?')
      .run(named, naturalKey(named), JSON.stringify(colours ?? palette.colours), id)
  }

  remove(id: number): void {
    this.#connection.query('DELETE FROM palettes WHERE id = ?').run(id)
  }
}

/** Colours that cannot be understood are none. */
function toPalette({ id, name, colours }: Row): Palette {
  return { id, name, colours: paletteColoursSchema.catch([]).parse(storedJson(colours)) }
}
