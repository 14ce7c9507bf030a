import type { Migration } from './migration.ts'

/**
 * Photos that were looked at when they were imported need not be looked at again when they are coloured. Those of before
 * were not, or not for all that is looked for today: marks in colour, negatives, last rows.
 */
export const looks: Migration = {
  version: 120,
  up: (connection) =>
    connection.execute(
      'ALTER TABLE photos ADD COLUMN looked INTEGER NOT NULL DEFAULT 0 CHECK (looked IN (0, 1))',
    ),
}
