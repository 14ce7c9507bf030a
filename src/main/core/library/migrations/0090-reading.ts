import type { Migration } from './migration.ts'

export const reading: Migration = {
  version: 90,
  up: (connection) =>
    connection.execute(`
      -- What a person should know of the file, as JSON: what is odd about it, or missing in it.
      ALTER TABLE photos ADD COLUMN remarks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(remarks));
      -- The user wants what is there of a damaged file.
      ALTER TABLE photos ADD COLUMN accept_damaged INTEGER NOT NULL DEFAULT 0 CHECK (accept_damaged IN (0, 1));
      -- Files that an import passed over, counted by ending, as JSON.
      ALTER TABLE batches ADD COLUMN left_out TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(left_out));
    `),
}
