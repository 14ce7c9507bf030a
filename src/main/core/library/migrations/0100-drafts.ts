import type { Migration } from './migration.ts'

/**
 * Versions stay as they were made; what is in the making is a draft. Colourings are remembered with what
 * was shown before, so that a batch can be undone.
 */
export const drafts: Migration = {
  version: 100,
  up: (connection) =>
    connection.execute(`
      -- Made in the develop view: colouring leaves its photo alone.
      ALTER TABLE versions ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1));
      ALTER TABLE versions ADD COLUMN renamed_at INTEGER;
      -- Until now a batch named its versions by title and size alone, the develop view never did.
      UPDATE versions SET by_hand = 1 WHERE hints <> '[]' OR name NOT GLOB '* ' || size;

      CREATE TABLE drafts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- Grows with every change: whoever saves says which one they know.
        revision INTEGER NOT NULL,
        -- Names what last wrote it: one line of work in one window.
        writer TEXT NOT NULL,
        -- The version it was developed from, which may be gone.
        version_id INTEGER,
        -- Content hash of the photo it was made for.
        source_hash TEXT NOT NULL,
        recipe TEXT NOT NULL CHECK (json_valid(recipe)),
        -- Of a version with the same colours: these may be of weights that are gone.
        map TEXT,
        weights TEXT NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX drafts_by_photo ON drafts (photo_id, source_hash);
      CREATE INDEX drafts_by_version ON drafts (version_id) WHERE version_id IS NOT NULL;
      CREATE INDEX drafts_by_map ON drafts (map) WHERE map IS NOT NULL;

      CREATE TABLE colourings (
        batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- The version that it showed, and whether it made that.
        version_id INTEGER NOT NULL,
        made INTEGER NOT NULL CHECK (made IN (0, 1)),
        -- The version that was shown before.
        before_id INTEGER,
        PRIMARY KEY (batch_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX colourings_by_photo ON colourings (photo_id);

      CREATE INDEX jobs_adjusted ON jobs (batch_id)
        WHERE state = 'skipped' AND outcome ->> '$.reason' = 'adjusted';
    `),
}
