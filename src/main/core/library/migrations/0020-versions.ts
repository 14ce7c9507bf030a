import type { Migration } from './migration.ts'

/** The photo points at its current version: there can be no two, and none of another photo's. */
export const versions: Migration = {
  version: 20,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES versions (id) ON DELETE SET NULL,
        name TEXT NOT NULL,
        -- Names the file of the a*b* map.
        map TEXT NOT NULL,
        -- Content hash of the photo the map was made from.
        source_hash TEXT NOT NULL,
        model TEXT NOT NULL,
        model_revision TEXT NOT NULL,
        model_weights TEXT NOT NULL,
        own_model INTEGER NOT NULL CHECK (own_model IN (0, 1)),
        size INTEGER NOT NULL,
        flip_averaged INTEGER NOT NULL CHECK (flip_averaged IN (0, 1)),
        hints TEXT NOT NULL CHECK (json_valid(hints)),
        adjustments TEXT NOT NULL CHECK (json_valid(adjustments)),
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX versions_by_photo ON versions (photo_id, id);
      CREATE INDEX versions_by_parent ON versions (parent_id) WHERE parent_id IS NOT NULL;
      CREATE INDEX versions_by_map ON versions (map);

      ALTER TABLE photos ADD COLUMN current_version INTEGER REFERENCES versions (id) ON DELETE SET NULL;
      ALTER TABLE photos ADD COLUMN
        coloured INTEGER NOT NULL GENERATED ALWAYS AS (current_version IS NOT NULL) VIRTUAL;
      CREATE INDEX photos_by_version ON photos (current_version) WHERE current_version IS NOT NULL;

      CREATE TRIGGER photos_current_version BEFORE UPDATE OF current_version ON photos
      WHEN new.current_version IS NOT NULL
        AND (SELECT photo_id FROM versions WHERE id = new.current_version) IS NOT new.id
      BEGIN
        SELECT raise(ABORT, 'the current version of a photo must be one of its own');
      END;
    `),
}
