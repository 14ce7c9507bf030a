import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { Connection } from '../../../../src/main/core/library/connection.ts'
import { configure } from '../../../../src/main/core/library/database.ts'
import { openLibrary } from '../../../../src/main/core/library/index.ts'
import { layOut } from '../../../../src/main/core/library/layout.ts'
import { temporaryFolder, upTo } from '../../../unit/core/library/fixture.ts'

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))
const locked = expect.objectContaining({ kind: 'library-locked' })

/** A writer that has said it is at work. */
async function startWriter(folder: string, mode: 'hold' | 'loop' | 'migrate'): Promise<ChildProcess> {
  const child = spawn(process.execPath, [writer, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout!, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

it('a writer killed inside a transaction leaves all before it and nothing of it; the lock goes with it', async () => {
  const folder = temporaryFolder()
  const child = await startWriter(folder, 'hold')
  await expect(openLibrary(folder)).rejects.toThrow(locked)
  await kill(child)
  const library = await openLibrary(folder)
  expect(library.opening).toEqual({ how: 'opened' })
  expect(library.photos.count({})).toBe(10)
  expect(library.photos.count({ search: 'jpg' })).toBe(10)
  await library.close()
})

it('killed at random moments again and again, photos, versions, maps and jobs always agree', async () => {
  const folder = temporaryFolder()
  for (let turn = 0; turn < 5; turn += 1) {
    const child = await startWriter(folder, 'loop')
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 250))
    await kill(child)
    const library = await openLibrary(folder)
    const store = library.jobs({ task: z.unknown(), outcome: z.number() })
    const done = store.list({ states: ['done'], limit: 1e6 })
    expect(store.counts().done).toBe(done.length)
    expect(library.photos.count({})).toBe(done.length * 10)
    expect(library.photos.ids({ smart: 'coloured', sort: 'imported' })).toEqual(
      done.map(({ outcome }) => outcome),
    )
    for (const { outcome } of done) {
      const [version] = library.versions.of(outcome!)
      expect(library.versions.map(version.id)).toMatchObject({ state: 'present' })
    }
    const { running, written, verified } = store.counts()
    expect(running + written + verified).toBeLessThanOrEqual(1)
    await library.close()
  }
})

it('killed while it is brought up to date, a library is as it was, and is brought up to date when it is opened next', async () => {
  const folder = temporaryFolder()
  const { database } = layOut(folder)
  const old = new Connection(database)
  configure(old)
  upTo(old, 100)
  old.execute(`
    INSERT INTO folders (id, path, label) VALUES (1, '/scans', 'scans');
    WITH RECURSIVE numbers AS (SELECT 1 AS value UNION ALL SELECT value + 1 FROM numbers WHERE value < 5000)
    INSERT INTO photos (path, folder_id, name, name_key, hash, bytes, modified_at, format, width, height, depth,
        orientation, imported_at, state)
      SELECT '/scans/' || value, 1, value, value, 'h' || value, 1, 1, 'jpeg', 1, 1, 8, 1, 1, 'present'
      FROM numbers`)
  old.close()
  await kill(await startWriter(folder, 'migrate'))
  const found = new Connection(database)
  expect(found.pragma('user_version')).toBe(100)
  expect(found.query("SELECT 1 FROM sqlite_schema WHERE name = 'files'").get()).toBeUndefined()
  expect(found.query<{ n: number }>('SELECT count(path) AS n FROM photos').get()).toEqual({ n: 5000 })
  found.close()
  const library = await openLibrary(folder)
  expect(library.opening).toEqual({ how: 'opened', migratedFrom: 100 })
  expect(library.photos.count({ search: '5000' })).toBe(1)
  expect(library.photos.fileByPath('/scans/5000')).toMatchObject({ id: 5000, page: 0, hash: 'h5000' })
  await library.close()
})

it('one process cannot open a library twice', async () => {
  const folder = temporaryFolder()
  const library = await openLibrary(folder)
  await expect(openLibrary(folder)).rejects.toThrow(locked)
  await library.close()
  await (await openLibrary(folder)).close()
})
