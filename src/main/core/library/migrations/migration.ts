import type { Connection } from '../connection.ts'

/** One step of the schema. A step that has shipped is never edited; the next one mends it. */
export interface Migration {
  /** Becomes the database's `user_version`. */
  version: number
  up: (connection: Connection) => void
}
