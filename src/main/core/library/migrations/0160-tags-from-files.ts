import type { Migration } from './migration.ts'

/** Tags that a photo has by what its file says; of those of before nobody knows, and they count as typed. */
export const tagsFromFiles: Migration = {
  version: 160,
  up: (connection) =>
    connection.execute(
      'ALTER TABLE photo_tags ADD COLUMN from_file INTEGER NOT NULL DEFAULT 0 CHECK (from_file IN (0, 1))',
    ),
}
