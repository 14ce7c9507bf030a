import { type Settings, settingsSchema } from '../../../shared/contract/library.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { schemaIssues } from '../../../shared/schema-issues.ts'
import type { Connection } from './connection.ts'
import { storedJson } from './stored-json.ts'

const shape = settingsSchema.shape
type Key = keyof Settings
const keys = Object.keys(shape) as Key[]

/** Settings that go with a library. Each is kept by itself, so that a wrong one never takes others along. */
export class SettingsStore {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** All settings; the default for each that was never set, or that this version does not understand. */
  all(): Settings {
    const rows = this.#connection
      .query<{ key: string; value: string }>('SELECT key, value FROM settings')
      .all()
    const stored = new Map(rows.map(({ key, value }) => [key, storedJson(value)]))
    const entries = keys.map((key) => {
      const read = shape[key].safeParse(stored.get(key))
      return [key, read.success ? read.data : shape[key].parse(undefined)]
    })
    return Object.fromEntries(entries) as Settings
  }

  /** Changes some settings, all or none. @throws `bad-request` for an unknown name or a value out of range. */
  change(changes: Partial<Settings>): void {
    const checked = Object.entries(changes).map(([key, value]) => [key, checkedValue(key, value)] as const)
    const put = this.#connection.query(
      'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    this.#connection.transaction(() => {
      for (const [key, value] of checked) put.run(key, JSON.stringify(value))
    })
  }
}

function checkedValue(key: string, value: unknown): unknown {
  if (!Object.hasOwn(shape, key)) throw new TintypeError('bad-request', `There is no setting "${key}".`)
  const parsed = shape[key as Key].safeParse(value)
  if (parsed.success) return parsed.data
  throw new TintypeError('bad-request', `The setting "${key}" cannot be that: ${schemaIssues(parsed.error)}`)
}
