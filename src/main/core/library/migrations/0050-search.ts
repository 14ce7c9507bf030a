import type { Migration } from './migration.ts'

const columns = 'name, folder, date, tags, camera, caption'
const tokenizer = 'unicode61 remove_diacritics 2'

function index(photo: string): string {
  return `INSERT OR REPLACE INTO photo_search (rowid, ${columns})
          SELECT id, ${columns} FROM photo_documents WHERE id = ${photo};`
}

/** Triggers keep the index in step, so that no writer can forget it. It holds no second copy of the text. */
export const search: Migration = {
  version: 50,
  up: (connection) =>
    connection.execute(`
      CREATE VIEW photo_documents AS
        SELECT photos.id, photos.name, folders.label AS folder, photos.taken AS date,
          (SELECT group_concat(tags.name, ' ') FROM photo_tags JOIN tags ON tags.id = tag_id
            WHERE photo_id = photos.id) AS tags,
          photos.camera, photos.caption
        FROM photos JOIN folders ON folders.id = photos.folder_id;

      CREATE VIRTUAL TABLE photo_search USING fts5 (
        ${columns}, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = '${tokenizer}'
      );
      INSERT INTO photo_search (rowid, ${columns}) SELECT id, ${columns} FROM photo_documents;

      CREATE TRIGGER photos_search_added AFTER INSERT ON photos BEGIN ${index('new.id')} END;
      CREATE TRIGGER photos_search_changed
        AFTER UPDATE OF name, folder_id, taken, camera, caption ON photos
        WHEN (old.name, old.folder_id, old.taken, old.camera, old.caption)
          IS NOT (new.name, new.folder_id, new.taken, new.camera, new.caption)
        BEGIN ${index('new.id')} END;
      CREATE TRIGGER photos_search_deleted AFTER DELETE ON photos
        BEGIN DELETE FROM photo_search WHERE rowid = old.id; END;
      CREATE TRIGGER photo_tags_search_added AFTER INSERT ON photo_tags BEGIN ${index('new.photo_id')} END;
      CREATE TRIGGER photo_tags_search_deleted AFTER DELETE ON photo_tags BEGIN ${index('old.photo_id')} END;
      CREATE TRIGGER tags_search_changed AFTER UPDATE OF name ON tags BEGIN
        INSERT OR REPLACE INTO photo_search (rowid, ${columns})
          SELECT id, ${columns} FROM photo_documents
          WHERE id IN (SELECT photo_id FROM photo_tags WHERE tag_id = new.id);
      END;
    `),
}
