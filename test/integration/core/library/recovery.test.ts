import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { listBackups } from '../../../../src/main/core/library/backups.ts'
import { Connection } from '../../../../src/main/core/library/connection.ts'
import { type Library, openLibrary } from '../../../../src/main/core/library/index.ts'
import { migrate, planMigration } from '../../../../src/main/core/library/migrate.ts'
import { migrations } from '../../../../src/main/core/library/migrations/index.ts'
import { flat, origin, picture, recipe, temporaryFolder, upTo } from '../../../unit/core/library/fixture.ts'

const damaged = expect.objectContaining({ kind: 'library-damaged' })
/** Jobs read as they are. */
const anything = { task: z.unknown(), outcome: z.unknown() }
const newest = migrations.at(-1)!.version

function add(library: Library, from: number, count: number): void {
  const files = Array.from({ length: count }, (_, index) => picture(`/photos/${from + index}.jpg`))
  library.intake.enter(files)
}

/** A library closed twice: backups with 1000 and with 1100 photos. */
async function usedLibrary(): Promise<{ folder: string; database: string }> {
  const folder = temporaryFolder()
  for (const [from, count] of [
    [0, 1000],
    [1000, 100],
  ]) {
    const library = await openLibrary(folder)
    add(library, from, count)
    await library.close()
  }
  return { folder, database: join(folder, 'library.sqlite') }
}

/** Overwrites pages, here and there, with what a dying disk may give back. */
function ruin(path: string): void {
  const pages = statSync(path).size / 4096
  const handle = openSync(path, 'r+')
  for (let page = 2; page < pages; page += 7)
    writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
  closeSync(handle)
}

const harms: [string, (path: string) => void][] = [
  ['has ruined pages', ruin],
  ['is cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096)],
  ['is cut off inside a page', (path) => truncateSync(path, 10_000)],
  ['holds nothing', (path) => truncateSync(path, 0)],
  ['is another file', (path) => writeFileSync(path, 'These are my holiday notes.'.repeat(1000))],
  ['has a ruined first page', (path) => writeFileSync(path, Buffer.alloc(100), { flag: 'r+' })],
  ['is gone', (path) => rmSync(path)],
]

describe('a database that', () => {
  it.each(harms)('%s is set aside and restored from the newest backup, and that is said', async (_, harm) => {
    const { folder, database } = await usedLibrary()
    harm(database)
    const before = existsSync(database) ? readFileSync(database) : undefined
    const library = await openLibrary(folder)
    const [latest] = listBackups(library.layout.backups)
    expect(library.opening).toMatchObject({
      how: 'restored',
      backup: latest.made,
      reason: expect.any(String),
    })
    expect(library.photos.count({})).toBe(1100)
    const setAside = library.opening.setAside!
    if (before) expect(readFileSync(setAside).equals(before)).toBe(true)
    add(library, 5000, 1)
    await library.close()
    const again = await openLibrary(folder)
    expect([again.opening.how, again.photos.count({})]).toEqual(['opened', 1101])
    await again.close()
  })

  it('is damaged goes back further where the newest backup is damaged too', async () => {
    const { folder, database } = await usedLibrary()
    ruin(database)
    ruin(listBackups(join(folder, 'backups'))[0].path)
    const library = await openLibrary(folder)
    expect([library.opening.how, library.photos.count({})]).toEqual(['restored', 1000])
    await library.close()
  })

  it('cannot be restored stays as it is, until the user agrees to begin anew', async () => {
    const { folder, database } = await usedLibrary()
    ruin(database)
    const before = readFileSync(database)
    for (const { path } of listBackups(join(folder, 'backups'))) ruin(path)
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(openLibrary(folder)).rejects.toThrow(damaged)
      expect(readFileSync(database).equals(before)).toBe(true)
    }
    const library = await openLibrary(folder, { startAnew: true })
    expect([library.opening.how, library.photos.count({})]).toEqual(['started-anew', 0])
    expect(readFileSync(library.opening.setAside!).equals(before)).toBe(true)
    // The backups of then, too: those to come must not push them out.
    expect(listBackups(join(dirname(library.opening.setAside!), 'backups'))).toHaveLength(2)
    await library.close()
  })

  it('leaves its maps, which nothing names any more, as long as it is kept', async () => {
    const { folder, database } = await usedLibrary()
    const before = await openLibrary(folder)
    const { map } = before.versions.add({ photo: 1, ab: flat(1), recipe: recipe(), origin })
    await before.close()
    ruin(database)
    for (const { path } of listBackups(join(folder, 'backups'))) ruin(path)
    const library = await openLibrary(folder, { startAnew: true })
    expect(library.tidy().maps).toBe(0)
    expect(library.maps.get(map!).state).toBe('present')
    rmSync(dirname(library.opening.setAside!), { recursive: true })
    expect(library.tidy().maps).toBe(1)
    await library.close()
  })

  it('is put back where a backup that the user chose is damaged', async () => {
    const { folder, database } = await usedLibrary()
    const [latest, older] = listBackups(join(folder, 'backups'))
    ruin(latest.path)
    const before = readFileSync(database)
    await expect(openLibrary(folder, { restore: `${latest.number}` })).rejects.toThrow(damaged)
    await expect(openLibrary(folder, { restore: '77' })).rejects.toThrow('no backup 77')
    expect(readFileSync(database).equals(before)).toBe(true)
    const library = await openLibrary(folder, { restore: basename(older.path) })
    expect([library.opening.how, library.photos.count({})]).toEqual(['restored', 1000])
    expect(readFileSync(library.opening.setAside!).equals(before)).toBe(true)
    await library.close()
  })

  it('is gone, with maps and without a backup, is never taken for a new one', async () => {
    const folder = temporaryFolder()
    const library = await openLibrary(folder)
    add(library, 0, 1)
    library.versions.add({ photo: 1, ab: flat(1), recipe: recipe(), origin })
    await library.close()
    rmSync(join(folder, 'library.sqlite'))
    for (const { path } of listBackups(join(folder, 'backups'))) rmSync(path)
    await expect(openLibrary(folder)).rejects.toThrow(damaged)
  })
})

describe('a library from the future', () => {
  it('is refused and left byte for byte as it is', async () => {
    const { folder, database } = await usedLibrary()
    const connection = new Connection(database)
    const later = { version: newest + 10, up: (db: Connection) => db.execute('CREATE TABLE later (id)') }
    migrate(connection, planMigration(connection, [...migrations, later]))
    connection.close()
    const before = readFileSync(database)
    await expect(openLibrary(folder)).rejects.toThrow(
      expect.objectContaining({ kind: 'library-from-future' }),
    )
    expect(readFileSync(database).equals(before)).toBe(true)
    expect(listBackups(join(folder, 'backups'))).toHaveLength(2)
  })
})

describe('an older library', () => {
  it('is backed up, then brought up to date', async () => {
    const folder = temporaryFolder()
    const connection = new Connection(join(folder, 'library.sqlite'))
    upTo(connection, 60)
    connection.execute("INSERT INTO batches (title, created_at) VALUES ('old', 1)")
    connection.close()
    const library = await openLibrary(folder)
    expect(library.opening).toEqual({ how: 'opened', migratedFrom: 60 })
    expect(library.jobs(anything).batches()).toMatchObject([{ title: 'old' }])
    await library.close()
    const backup = listBackups(join(folder, 'backups')).find(({ reason }) => reason === 'migration')!
    const old = new Connection(backup.path)
    expect(old.pragma('user_version')).toBe(60)
    expect(old.query('SELECT title FROM batches').all()).toEqual([{ title: 'old' }])
    old.close()
  })
})

describe('backups', () => {
  it('are made when something changed, and the newest five are kept', async () => {
    const folder = temporaryFolder()
    const backups = () => listBackups(join(folder, 'backups'))
    for (let session = 0; session < 7; session += 1) {
      const library = await openLibrary(folder)
      add(library, session, 1)
      await library.close()
    }
    const before = backups()
    expect(before).toHaveLength(5)
    const idle = await openLibrary(folder)
    expect(idle.photos.count({})).toBe(7)
    await idle.close()
    expect(backups()).toEqual(before)
  })

  it('are in order whatever the clock says, and those without a number come first', async () => {
    const folder = temporaryFolder()
    const backups = join(folder, 'backups')
    onTestFinished(() => void vi.useRealTimers())
    const session = async (photo: number): Promise<void> => {
      const library = await openLibrary(folder)
      add(library, photo, 1)
      await library.close()
    }
    await session(0)
    // As Tintype 0.1 named it.
    const [first] = listBackups(backups)
    renameSync(first.path, first.path.replace('library-000001-', 'library-'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2024-01-01') })
    for (let photo = 1; photo < 7; photo += 1) await session(photo)
    vi.useRealTimers()
    expect(listBackups(backups).map(({ number }) => number)).toEqual([6, 5, 4, 3, 2])
    writeFileSync(join(folder, 'library.sqlite'), 'gone')
    const library = await openLibrary(folder)
    expect([library.opening.how, library.photos.count({})]).toEqual(['restored', 7])
    await library.close()
  })
})

describe('a damaged search index', () => {
  it('is made anew, without a step back to a backup', async () => {
    const { folder, database } = await usedLibrary()
    const backups = listBackups(join(folder, 'backups'))
    const raw = new Database(database)
    // SQLite guards the tables inside its own search index from ordinary statements.
    raw.unsafeMode(true).exec("UPDATE photo_search_data SET block = x'00ffff' WHERE id > 10")
    raw.close()
    const met = await openLibrary(folder)
    expect(() => met.photos.count({ search: 'jpg' })).toThrow(damaged)
    await met.close()
    expect(listBackups(join(folder, 'backups'))).toEqual(backups)
    const mended = await openLibrary(folder)
    expect(mended.opening).toEqual({ how: 'opened' })
    expect(mended.photos.count({ search: 'jpg' })).toBe(1100)
    await mended.close()
    expect(existsSync(mended.layout.suspect)).toBe(false)
  })
})

describe('a library folder', () => {
  it('may have any name', async () => {
    const folder = join(temporaryFolder(), 'Zdjęcia #1 100% ? Großmutter')
    const library = await openLibrary(folder)
    expect(library.opening).toEqual({ how: 'created' })
    add(library, 0, 1)
    await library.close()
    const again = await openLibrary(folder)
    expect(again.photos.count({})).toBe(1)
    await again.close()
  })

  it('that cannot be written to is a clear error', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    await expect(openLibrary(file)).rejects.toThrow(expect.objectContaining({ kind: 'file-unreadable' }))
  })

  it.each([
    ['zeros', 0],
    ['anything', 0x55],
  ])('opens where the file that locks it was left full of %s, for one at a time', async (_, value) => {
    const folder = temporaryFolder()
    await (await openLibrary(folder)).close()
    writeFileSync(join(folder, 'lock.sqlite'), Buffer.alloc(4096, value))
    const library = await openLibrary(folder)
    await expect(openLibrary(folder)).rejects.toThrow(expect.objectContaining({ kind: 'library-locked' }))
    await library.close()
  })

  it('forgets long removed photos and their maps when it is tidied', async () => {
    const library = await openLibrary(temporaryFolder())
    add(library, 0, 2)
    library.versions.add({ photo: 1, ab: flat(1), recipe: recipe(), origin })
    library.photos.remove([1])
    expect(library.tidy()).toEqual({ purged: [], maps: 0 })
    const later = Date.now() + 31 * 24 * 60 * 60 * 1000
    expect(library.tidy(later)).toMatchObject({ purged: [{ id: 1 }], maps: 1 })
    await library.close()
  })
})
