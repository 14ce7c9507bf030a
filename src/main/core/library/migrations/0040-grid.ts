import type { Migration } from './migration.ts'

/** What the grid filters by, so that a filter is answered from the index alone. */
const filters = 'removed, favourite, state, coloured, failed, folder_id, colour'

/**
 * One index for each sort order. `place` is the id under another name: SQLite compares a pair such as
 * `(taken_key, id)` with an index only where no part is an alias of the rowid.
 */
export const grid: Migration = {
  version: 40,
  up: (connection) =>
    connection.execute(`
      ALTER TABLE photos ADD COLUMN place INTEGER NOT NULL GENERATED ALWAYS AS (id + 0) VIRTUAL;
      CREATE INDEX photos_by_taken ON photos (taken_key, place, ${filters});
      CREATE INDEX photos_by_name ON photos (name_key, place, ${filters});
      CREATE INDEX photos_by_imported ON photos (imported_at, place, ${filters});
    `),
}
