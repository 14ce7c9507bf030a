import type { Migration } from './migration.ts'

export const palettes: Migration = {
  version: 140,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE palettes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        -- JSON, in their order: name, a and b of each.
        colours TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
    `),
}
