import type { Migration } from './migration.ts'

export const albumsAndTags: Migration = {
  version: 30,
  up: (connection) =>
    connection.execute(`
      CREATE TABLE albums (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE album_photos (
        album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        PRIMARY KEY (album_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX album_photos_by_position ON album_photos (album_id, position, photo_id);
      CREATE INDEX album_photos_by_photo ON album_photos (photo_id);

      CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        -- The name without regard to case, so that Oma and oma are one tag.
        key TEXT NOT NULL UNIQUE
      ) STRICT;
      CREATE TABLE photo_tags (
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
        PRIMARY KEY (photo_id, tag_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX photo_tags_by_tag ON photo_tags (tag_id, photo_id);
    `),
}
