import type { Migration } from './migration.ts'

export const settings: Migration = {
  version: 70,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;
    `),
}
