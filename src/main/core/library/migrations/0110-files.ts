import type { Migration } from './migration.ts'

const photoColumns = [
  ...['id', 'folder_id', 'name', 'name_key', 'width', 'height', 'depth', 'orientation', 'colour'],
  ...['taken', 'taken_source', 'camera', 'caption', 'imported_at', 'favourite', 'state', 'error'],
  ...['remarks', 'removed_at', 'current_version'],
].join(', ')
const versionColumns = [
  ...['id', 'photo_id', 'parent_id', 'name', 'map', 'source_hash', 'model', 'model_revision'],
  ...['model_weights', 'own_model', 'size', 'flip_averaged', 'hints', 'adjustments', 'created_at'],
  ...['by_hand', 'renamed_at'],
].join(', ')

const filters = 'removed, favourite, state, coloured, failed, folder_id, colour'
const searched = 'name, folder, date, tags, camera, caption'

function indexed(photo: string): string {
  return `INSERT OR REPLACE INTO photo_search (rowid, ${searched})
          SELECT id, ${searched} FROM photo_documents WHERE id = ${photo};`
}

/** Puts a table that was made anew in the place of the old one. Ids are never used twice, so their counter stays. */
function replaced(table: string): string {
  return `
    DELETE FROM sqlite_sequence WHERE name = 'new_${table}';
    UPDATE sqlite_sequence SET name = 'new_${table}' WHERE name = '${table}';
    DROP TABLE ${table};
    ALTER TABLE new_${table} RENAME TO ${table};`
}

/**
 * A file may hold several photographs: pages of a TIFF, parts of a sheet. What is true of the file stands with the
 * file; a photo says where in it it is. And a version may leave the colours as they are.
 */
export const files: Migration = {
  version: 110,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE files (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL UNIQUE,
        -- SHA-256 of the content, hex; NULL where the file could not be read.
        hash TEXT,
        bytes INTEGER NOT NULL,
        modified_at INTEGER NOT NULL,
        format TEXT NOT NULL,
        -- Photographs in it when it was read last; NULL until they are counted.
        pages INTEGER CHECK (pages > 0),
        -- Lies in the library's own folder.
        copied INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1)),
        -- The user wants what is there of a damaged file.
        accept_damaged INTEGER NOT NULL DEFAULT 0 CHECK (accept_damaged IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'bad'))
      ) STRICT;
      -- Only TIFF has pages that are photographs; until now the first alone was looked at.
      INSERT INTO files
        SELECT id, path, hash, bytes, modified_at, format, iif(format = 'tiff', NULL, 1), copied, accept_damaged, state
        FROM photos;
      CREATE INDEX files_by_hash ON files (hash) WHERE hash IS NOT NULL;

      -- They name tables that are about to go.
      DROP VIEW photo_documents;
      DROP TRIGGER photo_tags_search_added;
      DROP TRIGGER photo_tags_search_deleted;
      DROP TRIGGER tags_search_changed;

      CREATE TABLE new_photos (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        file_id INTEGER NOT NULL REFERENCES files (id),
        -- Place among the photographs of the file, from 0.
        page INTEGER NOT NULL DEFAULT 0 CHECK (page >= 0),
        -- The part of the page, as JSON {left, top, width, height} in pixels of the upright page; NULL for all of it.
        region TEXT CHECK (json_valid(region)),
        -- What the grid sorts by, filters by and searches is at hand here, though the file says it.
        folder_id INTEGER NOT NULL REFERENCES folders (id),
        name TEXT NOT NULL,
        -- Sorts as people count: scan 2 before scan 10.
        name_key TEXT NOT NULL,
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
        -- 'missing' also where the file is there and has no such page any more.
        state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'bad')),
        -- What went wrong last with this photo, reading or colouring it: {kind, message, details}.
        error TEXT CHECK (json_valid(error)),
        -- What a person should know of it, as JSON: what is odd about it, or missing in it.
        remarks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(remarks)),
        removed_at INTEGER,
        current_version INTEGER REFERENCES versions (id) ON DELETE SET NULL,
        -- The current version has colours. Kept by triggers.
        coloured INTEGER NOT NULL DEFAULT 0 CHECK (coloured IN (0, 1)),
        taken_key TEXT NOT NULL GENERATED ALWAYS AS (coalesce(taken, '')) VIRTUAL,
        failed INTEGER NOT NULL GENERATED ALWAYS AS (error IS NOT NULL) VIRTUAL,
        removed INTEGER NOT NULL GENERATED ALWAYS AS (removed_at IS NOT NULL) VIRTUAL,
        place INTEGER NOT NULL GENERATED ALWAYS AS (id + 0) VIRTUAL,
        CHECK ((taken IS NULL) = (taken_source IS NULL))
      ) STRICT;
      INSERT INTO new_photos (${photoColumns}, file_id, coloured)
        SELECT ${photoColumns}, id, current_version IS NOT NULL FROM photos;
      ${replaced('photos')}

      CREATE TABLE new_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES versions (id) ON DELETE SET NULL,
        name TEXT NOT NULL,
        -- Names the file of the a*b* map; NULL for a version that is restored and not coloured.
        map TEXT,
        -- Content hash of the file the map was made from.
        source_hash TEXT NOT NULL,
        model TEXT NOT NULL,
        model_revision TEXT NOT NULL,
        model_weights TEXT NOT NULL,
        own_model INTEGER NOT NULL CHECK (own_model IN (0, 1)),
        size INTEGER NOT NULL,
        flip_averaged INTEGER NOT NULL CHECK (flip_averaged IN (0, 1)),
        hints TEXT NOT NULL CHECK (json_valid(hints)),
        adjustments TEXT NOT NULL CHECK (json_valid(adjustments)),
        created_at INTEGER NOT NULL,
        -- Made in the develop view: colouring leaves its photo alone.
        by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
        renamed_at INTEGER
      ) STRICT;
      INSERT INTO new_versions (${versionColumns}) SELECT ${versionColumns} FROM versions;
      ${replaced('versions')}

      CREATE UNIQUE INDEX photos_by_part ON photos (file_id, page, coalesce(region, ''));
      CREATE INDEX photos_by_folder ON photos (folder_id, removed);
      CREATE INDEX photos_by_version ON photos (current_version) WHERE current_version IS NOT NULL;
      CREATE INDEX photos_by_taken ON photos (taken_key, place, ${filters});
      CREATE INDEX photos_by_name ON photos (name_key, place, ${filters});
      CREATE INDEX photos_by_imported ON photos (imported_at, place, ${filters});
      CREATE INDEX versions_by_photo ON versions (photo_id, id);
      CREATE INDEX versions_by_parent ON versions (parent_id) WHERE parent_id IS NOT NULL;
      CREATE INDEX versions_by_map ON versions (map) WHERE map IS NOT NULL;

      CREATE TRIGGER photos_last_of_file AFTER DELETE ON photos
      WHEN NOT EXISTS (SELECT 1 FROM photos WHERE file_id = old.file_id)
      BEGIN
        DELETE FROM files WHERE id = old.file_id;
      END;

      CREATE TRIGGER photos_current_version BEFORE UPDATE OF current_version ON photos
      WHEN new.current_version IS NOT NULL
        AND (SELECT photo_id FROM versions WHERE id = new.current_version) IS NOT new.id
      BEGIN
        SELECT raise(ABORT, 'the current version of a photo must be one of its own');
      END;
      CREATE TRIGGER photos_coloured AFTER UPDATE OF current_version ON photos
      WHEN old.current_version IS NOT new.current_version
      BEGIN
        UPDATE photos
        SET coloured = EXISTS (SELECT 1 FROM versions WHERE id = new.current_version AND map IS NOT NULL)
        WHERE id = new.id;
      END;
      CREATE TRIGGER versions_coloured AFTER UPDATE OF map ON versions
      WHEN (old.map IS NULL) <> (new.map IS NULL)
      BEGIN
        UPDATE photos SET coloured = new.map IS NOT NULL WHERE current_version = new.id;
      END;

      CREATE VIEW photo_documents AS
        SELECT photos.id, photos.name, folders.label AS folder, photos.taken AS date,
          (SELECT group_concat(tags.name, ' ') FROM photo_tags JOIN tags ON tags.id = tag_id
            WHERE photo_id = photos.id) AS tags,
          photos.camera, photos.caption
        FROM photos JOIN folders ON folders.id = photos.folder_id;
      CREATE TRIGGER photos_search_added AFTER INSERT ON photos BEGIN ${indexed('new.id')} END;
      CREATE TRIGGER photos_search_changed
        AFTER UPDATE OF name, folder_id, taken, camera, caption ON photos
        WHEN (old.name, old.folder_id, old.taken, old.camera, old.caption)
          IS NOT (new.name, new.folder_id, new.taken, new.camera, new.caption)
        BEGIN ${indexed('new.id')} END;
      CREATE TRIGGER photos_search_deleted AFTER DELETE ON photos
        BEGIN DELETE FROM photo_search WHERE rowid = old.id; END;
      CREATE TRIGGER photo_tags_search_added AFTER INSERT ON photo_tags BEGIN ${indexed('new.photo_id')} END;
      CREATE TRIGGER photo_tags_search_deleted AFTER DELETE ON photo_tags BEGIN ${indexed('old.photo_id')} END;
      CREATE TRIGGER tags_search_changed AFTER UPDATE OF name ON tags BEGIN
        INSERT OR REPLACE INTO photo_search (rowid, ${searched})
          SELECT id, ${searched} FROM photo_documents
          WHERE id IN (SELECT photo_id FROM photo_tags WHERE tag_id = new.id);
      END;
    `),
}
