import type { Migration } from './migration.ts'

/**
 * Paths are compared byte by byte and never normalised: on Linux `é` in one and in two code points are
 * two files. Ids are never used twice, so that a job or a link can outlive a photo without harm.
 */
export const photos: Migration = {
  version: 10,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE folders (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        -- From the name of the imported folder on: what search sees of the path.
        label TEXT NOT NULL,
        watched INTEGER NOT NULL DEFAULT 0 CHECK (watched IN (0, 1))
      ) STRICT;

      CREATE TABLE photos (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        folder_id INTEGER NOT NULL REFERENCES folders (id),
        name TEXT NOT NULL,
        -- Sorts as people count: scan 2 before scan 10.
        name_key TEXT NOT NULL,
        -- SHA-256 of the content, hex; NULL where the file could not be read.
        hash TEXT,
        bytes INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        format TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        depth INTEGER NOT NULL CHECK (depth IN (8, 16)),
        orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
        colour TEXT CHECK (colour IN ('grey', 'toned', 'colour')),
        -- ISO 8601, as precise as it is known: 1912, 1912-07, 1912-07-14, 1912-07-14T10:00:00.
        taken TEXT,
        taken_source TEXT CHECK (taken_source IN ('metadata', 'name', 'user')),
        camera TEXT,
        caption TEXT,
        imported_at INTEGER NOT NULL,
        favourite INTEGER NOT NULL DEFAULT 0 CHECK (favourite IN (0, 1)),
        copied INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'bad')),
        -- What went wrong last with this photo, reading or colouring it: {kind, message, details}.
        error TEXT CHECK (json_valid(error)),
        removed_at INTEGER,
        taken_key TEXT NOT NULL GENERATED ALWAYS AS (coalesce(taken, '')) VIRTUAL,
        failed INTEGER NOT NULL GENERATED ALWAYS AS (error IS NOT NULL) VIRTUAL,
        removed INTEGER NOT NULL GENERATED ALWAYS AS (removed_at IS NOT NULL) VIRTUAL,
        CHECK ((taken IS NULL) = (taken_source IS NULL))
      ) STRICT;

      CREATE INDEX photos_by_hash ON photos (hash) WHERE hash IS NOT NULL;
      CREATE INDEX photos_by_folder ON photos (folder_id, removed);
    `),
}
