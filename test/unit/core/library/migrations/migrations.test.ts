import { describe, expect, it } from 'vitest'
import { Connection } from '../../../../../src/main/core/library/connection.ts'
import { migrate, planMigration } from '../../../../../src/main/core/library/migrate.ts'
import { migrations } from '../../../../../src/main/core/library/migrations/index.ts'
import type { Migration } from '../../../../../src/main/core/library/migrations/migration.ts'
import { databaseAt, upTo } from '../fixture.ts'

const addFolder = "INSERT INTO folders (id, path, label) VALUES (1, '/scans', 'scans')"

function addPhoto(connection: Connection, path: string, taken: string | null = null): number {
  return connection
    .query(
      `INSERT INTO photos (path, folder_id, name, name_key, bytes, modified_at, format, width, height, depth,
         orientation, imported_at, state, taken, taken_source)
       VALUES (?, 1, ?, ?, 1, 1, 'jpeg', 1, 1, 8, 1, 1, 'present', ?, iif(? IS NULL, NULL, 'metadata'))`,
    )
    .run(path, path.slice(7), path, taken, taken).id
}

function withPhotos(version: number): Connection {
  const connection = databaseAt(version)
  connection.execute(addFolder)
  addPhoto(connection, '/scans/Zdjęcie.tif', '1912-07')
  addPhoto(connection, '/scans/b.tif')
  return connection
}

describe('the order of migrations', () => {
  const step = (version: number): Migration => ({ version, up: () => {} })

  it('is refused with a gap, a number twice, or one out of turn', () => {
    const connection = new Connection(':memory:')
    for (const versions of [[10, 30], [10, 10], [20, 10], [11]]) {
      expect(() => planMigration(connection, versions.map(step))).toThrow('belongs')
    }
    expect(planMigration(connection, [10, 20].map(step))).toMatchObject({ from: 0, to: 20 })
  })

  const newest = migrations.at(-1)!.version
  const fromFuture = expect.objectContaining({ kind: 'library-from-future' })

  it.each<[string, Migration['up']]>([
    ['with another table', (connection) => connection.execute('CREATE TABLE later (id INTEGER) STRICT')],
    ['whose last step changed rows alone', () => {}],
  ])('refuses a database from the future %s, and changes nothing in it', (_, up) => {
    const connection = databaseAt()
    const steps = [...migrations, { version: newest + 10, up }]
    migrate(connection, planMigration(connection, steps))
    expect(() => planMigration(connection)).toThrow(fromFuture)
    expect(connection.pragma('user_version')).toBe(newest + 10)
    expect(connection.pragma('writable_schema')).toBe(0)
    // Also where its number is damaged: its tables say what it is.
    connection.execute('PRAGMA user_version = 123456')
    expect(() => planMigration(connection)).toThrow(fromFuture)
  })

  it.each([0, 15, 50, newest + 10, 1000, 123_457, -8, 2 ** 31 - 1])(
    'tells a damaged number, %i, from the tables, and mends it',
    (number) => {
      const connection = databaseAt()
      connection.execute(`PRAGMA user_version = ${number}`)
      const plan = planMigration(connection)
      expect(plan).toMatchObject({ from: newest, pending: [] })
      expect(connection.pragma('user_version')).toBe(number)
      migrate(connection, plan)
      expect(connection.pragma('user_version')).toBe(newest)
    },
  )

  it.each([
    'DROP TABLE tags',
    'DROP INDEX files_by_hash',
    'ALTER TABLE photos ADD COLUMN odd TEXT',
    'CREATE TRIGGER odd AFTER INSERT ON tags BEGIN DELETE FROM tags; END',
  ])('refuses tables of no version: %s', (change) => {
    const connection = databaseAt()
    connection.execute(change)
    expect(() => planMigration(connection)).toThrow(expect.objectContaining({ kind: 'library-damaged' }))
  })

  it('takes all pending steps or none', () => {
    const connection = databaseAt(10)
    const steps: Migration[] = [
      migrations[0],
      { version: 20, up: (db) => db.execute('CREATE TABLE half (id)') },
      {
        version: 30,
        up: () => {
          throw new Error('broken step')
        },
      },
    ]
    expect(() => migrate(connection, planMigration(connection, steps))).toThrow('broken step')
    expect(connection.pragma('user_version')).toBe(10)
    expect(connection.query("SELECT 1 FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined()
    expect(connection.pragma('foreign_keys')).toBe(1)
  })

  it('refuses a step that leaves references to nothing', () => {
    const connection = withPhotos(10)
    const breaking = [
      migrations[0],
      { version: 20, up: (db: Connection) => db.execute('DELETE FROM folders') },
    ]
    expect(() => migrate(connection, planMigration(connection, breaking))).toThrow(
      'dangling references in photos',
    )
    expect(connection.query<{ n: number }>('SELECT count(*) AS n FROM folders').get()).toEqual({ n: 1 })
  })
})

describe('migration 10, photos', () => {
  it('keeps paths byte for byte, one row a path, and checks what it is told', () => {
    const connection = withPhotos(10)
    addPhoto(connection, '/scans/\u00e9.tif')
    addPhoto(connection, '/scans/e\u0301.tif')
    expect(() => addPhoto(connection, '/scans/b.tif')).toThrow('UNIQUE')
    expect(() => connection.execute("UPDATE photos SET state = 'odd'")).toThrow('CHECK')
    expect(() => connection.execute("UPDATE photos SET taken = '1912', taken_source = NULL")).toThrow('CHECK')
    expect(() => connection.execute('DELETE FROM folders')).toThrow('FOREIGN KEY')
  })
})

describe('migration 20, versions', () => {
  const addVersion = (connection: Connection, photo: number): number =>
    connection
      .query(
        `INSERT INTO versions (photo_id, name, map, source_hash, model, model_revision, model_weights, own_model,
           size, flip_averaged, hints, adjustments, created_at)
         VALUES (?, '', 'm', 'h', 'm', '1', 'w', 0, 256, 0, '[]', '{}', 1)`,
      )
      .run(photo).id

  it('keeps the photos, none of them coloured', () => {
    const connection = withPhotos(10)
    upTo(connection, 20)
    expect(connection.query('SELECT name, coloured FROM photos ORDER BY id').all()).toEqual([
      { name: 'Zdjęcie.tif', coloured: 0 },
      { name: 'b.tif', coloured: 0 },
    ])
  })

  it('lets a photo point only at a version of its own, and at none once that is deleted', () => {
    const connection = withPhotos(20)
    const version = addVersion(connection, 1)
    expect(() => connection.execute(`UPDATE photos SET current_version = ${version} WHERE id = 2`)).toThrow(
      'one of its own',
    )
    connection.execute(`UPDATE photos SET current_version = ${version} WHERE id = 1`)
    connection.execute('DELETE FROM versions')
    expect(connection.query('SELECT current_version, coloured FROM photos WHERE id = 1').get()).toEqual({
      current_version: null,
      coloured: 0,
    })
  })
})

describe('migration 30, albums and tags', () => {
  it('keeps the photos; deleting one takes it out of albums and tags', () => {
    const connection = withPhotos(20)
    upTo(connection, 30)
    connection.execute(`
      INSERT INTO albums (name, name_key, created_at) VALUES ('A', 'a', 1);
      INSERT INTO album_photos VALUES (1, 1, 1), (1, 2, 2);
      INSERT INTO tags (name, key) VALUES ('Oma', 'oma');
      INSERT INTO photo_tags VALUES (1, 1);
      DELETE FROM photos WHERE id = 1`)
    expect(connection.query('SELECT photo_id FROM album_photos').all()).toEqual([{ photo_id: 2 }])
    expect(connection.query('SELECT * FROM photo_tags').all()).toEqual([])
  })
})

describe('migration 40, the grid', () => {
  it('gives photos that were there a place in each order', () => {
    const connection = withPhotos(30)
    upTo(connection, 40)
    for (const index of ['photos_by_taken', 'photos_by_name', 'photos_by_imported']) {
      const rows = connection.query<{ place: number }>(
        `SELECT place FROM photos INDEXED BY ${index} ORDER BY id`,
      )
      expect(rows.all()).toEqual([{ place: 1 }, { place: 2 }])
    }
  })
})

describe('migration 50, search', () => {
  it('finds what was there before', () => {
    const connection = withPhotos(40)
    connection.execute(
      "INSERT INTO tags (name, key) VALUES ('Oma', 'oma'); INSERT INTO photo_tags VALUES (2, 1)",
    )
    upTo(connection, 50)
    const find = connection.query<{ rowid: number }>(
      'SELECT rowid FROM photo_search WHERE photo_search MATCH ?',
    )
    expect(find.all('zdjecie')).toEqual([{ rowid: 1 }])
    expect(find.all('oma')).toEqual([{ rowid: 2 }])
    expect(find.all('"1912-07"')).toEqual([{ rowid: 1 }])
  })
})

describe('migration 60, jobs', () => {
  it('keeps the photos and counts jobs as they come, move and go', () => {
    const connection = withPhotos(50)
    upTo(connection, 60)
    connection.execute(`
      INSERT INTO batches (title, created_at) VALUES ('b', 1);
      INSERT INTO jobs (batch_id, state, task, position, created_at)
        VALUES (1, 'queued', '{"kind":"colorize"}', 1, 1), (1, 'queued', '{}', 2, 1), (1, 'queued', '{}', 3, 1);
      UPDATE jobs SET state = 'running' WHERE id < 3;
      DELETE FROM jobs WHERE id = 3`)
    expect(connection.query('SELECT state, jobs FROM job_counts ORDER BY state').all()).toEqual([
      { state: 'queued', jobs: 0 },
      { state: 'running', jobs: 2 },
    ])
    expect(connection.query('SELECT kind FROM jobs').all()).toEqual([{ kind: 'colorize' }, { kind: null }])
    expect(connection.query('SELECT count(*) AS n FROM photos').get()).toEqual({ n: 2 })
  })
})

describe('migration 70, settings', () => {
  it('keeps the jobs and takes only JSON', () => {
    const connection = withPhotos(60)
    connection.execute("INSERT INTO batches (title, created_at) VALUES ('b', 1)")
    upTo(connection, 70)
    expect(connection.query('SELECT title FROM batches').all()).toEqual([{ title: 'b' }])
    expect(() => connection.execute("INSERT INTO settings VALUES ('theme', 'dark')")).toThrow('CHECK')
  })
})

describe('migration 80, batches', () => {
  it('keeps the batches, and knows their kind, whether they are paused and what they are to be made of', () => {
    const connection = withPhotos(70)
    connection.execute("INSERT INTO batches (title, created_at) VALUES ('b', 1)")
    upTo(connection, 80)
    const batches = connection.query('SELECT title, kind, paused, plan FROM batches')
    expect(batches.all()).toEqual([{ title: 'b', kind: 'colorize', paused: 0, plan: null }])
    expect(() => connection.execute("UPDATE batches SET kind = 'other'")).toThrow('CHECK')
    expect(() => connection.execute("UPDATE batches SET plan = 'no JSON'")).toThrow('CHECK')
  })
})

describe('migration 90, reading', () => {
  it('says nothing of the photos and batches that are there, and takes remarks', () => {
    const connection = withPhotos(80)
    connection.execute("INSERT INTO batches (id, title, created_at) VALUES (1, 'Oma', 1)")
    upTo(connection, 90)
    expect(connection.query('SELECT remarks, accept_damaged FROM photos').all()).toEqual([
      { remarks: '[]', accept_damaged: 0 },
      { remarks: '[]', accept_damaged: 0 },
    ])
    expect(connection.query('SELECT left_out FROM batches').get()).toEqual({ left_out: '{}' })
    expect(() => connection.execute("UPDATE photos SET remarks = 'odd'")).toThrow('CHECK')
    expect(() => connection.execute('UPDATE photos SET accept_damaged = 2')).toThrow('CHECK')
  })
})

describe('migration 100, drafts', () => {
  it('keeps the versions as they are, and knows those of the develop view', () => {
    const connection = withPhotos(90)
    const add = (name: string, hints = '[]') =>
      connection
        .query(
          `INSERT INTO versions (photo_id, name, map, source_hash, model, model_revision, model_weights, own_model,
             size, flip_averaged, hints, adjustments, created_at)
           VALUES (1, ?, 'm', 'h', 'm', '1', 'w', 0, 256, 0, ?, '{"strength":0.5}', 1)`,
        )
        .run(name, hints)
    add('Tintype Mobile 256')
    add('Tintype Mobile 256 px')
    add('Tintype Mobile 256', '[{"x":0,"y":0,"radius":0.1,"a":1,"b":2}]')
    add('')
    connection.execute('UPDATE photos SET current_version = 1 WHERE id = 1')
    const columns = `id, photo_id, name, map, source_hash, hints, adjustments, created_at`
    const before = connection.query(`SELECT ${columns} FROM versions`).all()
    upTo(connection, 100)
    expect(connection.query(`SELECT ${columns} FROM versions`).all()).toEqual(before)
    expect(connection.query('SELECT current_version FROM photos WHERE id = 1').get()).toEqual({
      current_version: 1,
    })
    const byHand = connection.query<{ by_hand: number }>('SELECT by_hand FROM versions ORDER BY id').all()
    expect(byHand.map(({ by_hand }) => by_hand)).toEqual([0, 1, 1, 1])
    expect(connection.query('SELECT count(*) AS n FROM drafts').get()).toEqual({ n: 0 })
  })
})

describe('migration 110, files', () => {
  /** Three photos, the last of them deleted; one of two versions shown; albums, tags and words to find. */
  function used(): Connection {
    const connection = withPhotos(100)
    connection.execute(`
      UPDATE photos SET hash = 'h' || id, caption = 'Oma', favourite = id - 1, accept_damaged = id - 1;
      UPDATE photos SET format = 'tiff' WHERE id = 1;
      INSERT INTO versions (photo_id, name, map, source_hash, model, model_revision, model_weights, own_model,
          size, flip_averaged, hints, adjustments, created_at)
        VALUES (1, 'one', 'm1', 'h1', 'm', '1', 'w', 0, 256, 0, '[]', '{}', 1),
          (1, 'two', 'm2', 'h1', 'm', '1', 'w', 0, 256, 0, '[]', '{}', 1);
      UPDATE versions SET parent_id = 1 WHERE id = 2;
      UPDATE photos SET current_version = 2 WHERE id = 1;
      INSERT INTO albums (name, name_key, created_at) VALUES ('A', 'a', 1);
      INSERT INTO album_photos VALUES (1, 1, 1), (1, 2, 2);
      INSERT INTO tags (name, key) VALUES ('Tante Ida', 'tante ida');
      INSERT INTO photo_tags VALUES (2, 1)`)
    addPhoto(connection, '/scans/c.tif')
    connection.execute('DELETE FROM photos WHERE id = 3')
    return connection
  }
  const moved = ['path', 'hash', 'bytes', 'modified_at', 'format', 'copied', 'accept_damaged']

  it('keeps every photo and version under its number, and what is true of a file with the file', () => {
    const connection = used()
    const photos = connection.query<Record<string, unknown>>('SELECT * FROM photos').all()
    const versions = connection.query('SELECT * FROM versions').all()
    upTo(connection, 110)
    const joined = 'SELECT photos.*, files.* FROM photos JOIN files ON files.id = file_id ORDER BY photos.id'
    expect(connection.query(joined).all()).toMatchObject(photos)
    expect(connection.query('SELECT * FROM versions').all()).toEqual(versions)
    expect(connection.query(`SELECT ${moved} FROM files`).all()).toEqual(
      photos.map((photo) => Object.fromEntries(moved.map((column) => [column, photo[column]]))),
    )
    expect(
      connection.query('SELECT page, region, pages, coloured FROM photos, files USING (id)').all(),
    ).toEqual([
      { page: 0, region: null, pages: null, coloured: 1 },
      { page: 0, region: null, pages: 1, coloured: 0 },
    ])
    expect(connection.query('SELECT photo_id FROM album_photos').all()).toHaveLength(2)
    expect(connection.pragma('foreign_keys')).toBe(1)
  })

  it('finds what was there before, and follows changes of it', () => {
    const connection = used()
    upTo(connection, 110)
    const find = (words: string) =>
      connection
        .query<{ rowid: number }>('SELECT rowid FROM photo_search WHERE photo_search MATCH ? ORDER BY rowid')
        .all(words)
        .map(({ rowid }) => rowid)
    expect([find('oma'), find('ida'), find('zdjecie')]).toEqual([[1, 2], [2], [1]])
    connection.execute(`UPDATE tags SET name = 'Lotte'; UPDATE photos SET caption = 'Opa' WHERE id = 1`)
    expect([find('oma'), find('ida'), find('lotte'), find('opa')]).toEqual([[2], [], [2], [1]])
  })

  it('gives no number twice', () => {
    const connection = used()
    upTo(connection, 110)
    const insert = connection.query(
      `INSERT INTO photos (file_id, page, folder_id, name, name_key, width, height, depth, orientation, imported_at, state)
       VALUES (1, 1, 1, 'a', 'a', 1, 1, 8, 1, 1, 'present')`,
    )
    expect(insert.run().id).toBe(4)
    expect(() => insert.run()).toThrow('UNIQUE')
  })

  it('lets a file go with its last photo, and a photo be coloured by a version that has a map', () => {
    const connection = used()
    upTo(connection, 110)
    const coloured = () => connection.query('SELECT coloured FROM photos WHERE id = 1').get()
    connection.execute('UPDATE versions SET map = NULL WHERE id = 2')
    expect(coloured()).toEqual({ coloured: 0 })
    connection.execute('UPDATE photos SET current_version = 1 WHERE id = 1')
    expect(coloured()).toEqual({ coloured: 1 })
    connection.execute('DELETE FROM versions WHERE id = 1')
    expect(coloured()).toEqual({ coloured: 0 })
    connection.execute('DELETE FROM photos WHERE id = 1')
    expect(connection.query('SELECT id FROM files').all()).toEqual([{ id: 2 }])
    expect(() => connection.execute('DELETE FROM files')).toThrow('FOREIGN KEY')
  })
})

describe('migration 120, looks', () => {
  it('takes no photo of before for looked at, whatever colours it was said to have', () => {
    const connection = withPhotos(100)
    connection.execute("UPDATE photos SET colour = 'grey'")
    upTo(connection, 120)
    expect(connection.query('SELECT colour, looked FROM photos').all()).toEqual(
      Array(2).fill({ colour: 'grey', looked: 0 }),
    )
  })
})

describe('migration 130, hint methods', () => {
  it('keeps the versions, none with a method', () => {
    const connection = withPhotos(100)
    upTo(connection, 120)
    connection.execute(`INSERT INTO versions (photo_id, name, map, source_hash, model, model_revision, model_weights,
        own_model, size, flip_averaged, hints, adjustments, created_at)
      VALUES (1, '', 'm', 'h', 'm', '1', 'w', 0, 256, 0, '[{"x":0,"y":0,"radius":0.1,"a":1,"b":2}]', '{}', 1)`)
    const before = connection.query<object>('SELECT * FROM versions').all()
    upTo(connection, 130)
    expect(connection.query('SELECT * FROM versions').all()).toEqual(
      before.map((version) => ({ ...version, hint_method: null })),
    )
  })
})
