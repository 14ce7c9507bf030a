import type { Migration } from './migration.ts'

export const batches: Migration = {
  version: 80,
  up: (connection) =>
    connection.execute(`
      ALTER TABLE batches ADD COLUMN kind TEXT NOT NULL DEFAULT 'colorize'
        CHECK (kind IN ('import', 'colorize', 'export'));
      ALTER TABLE batches ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
      -- What its jobs are still to be made of, such as folders to be searched; NULL once they are there.
      ALTER TABLE batches ADD COLUMN plan TEXT CHECK (json_valid(plan));
    `),
}
