import type { Migration } from './migration.ts'

/** How the hints of a version became colour; none for those of before there was a choice. */
export const hintMethod: Migration = {
  version: 130,
  up: (connection) => connection.execute('ALTER TABLE versions ADD COLUMN hint_method TEXT'),
}
