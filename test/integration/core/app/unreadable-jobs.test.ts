import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { Connection } from '../../../../src/main/core/library/connection.ts'
import { openLibrary } from '../../../../src/main/core/library/index.ts'
import { open, temporaryFolder } from '../../../fixtures/app/open.ts'

async function pictureIn(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#777' } })
    .png()
    .toFile(path)
  return path
}

/** Adds rows to the queue as another version would have left them. */
function leave(library: string, tasks: string[], plan: string | null = null): number {
  const connection = new Connection(join(library, 'library.sqlite'))
  const batch = connection
    .query("INSERT INTO batches (title, kind, created_at, plan) VALUES ('left', 'import', 1, ?)")
    .run(plan).id
  tasks.forEach((task, i) => {
    connection
      .query("INSERT INTO jobs (batch_id, state, task, position, created_at) VALUES (?, 'queued', ?, ?, 1)")
      .run(batch, task, i)
  })
  connection.close()
  return batch
}

/** As a dying disk does it, behind SQLite's back: one letter of a text. */
function garble(library: string, text: string, garbled: string): void {
  const path = join(library, 'library.sqlite')
  const bytes = readFileSync(path)
  const at = bytes.indexOf(text)
  expect(at).toBeGreaterThan(0)
  bytes.write(garbled, at)
  writeFileSync(path, bytes)
}

it('jobs on record that cannot be understood fail by themselves, and the batch goes on', async () => {
  const folder = temporaryFolder()
  const library = join(folder, 'library')
  await (await openLibrary(library)).close()
  const good = await pictureIn(folder, 'good.png')
  const batch = leave(library, [
    JSON.stringify({ kind: 'enlarge', photo: 1 }),
    JSON.stringify({ kind: 'import', path: `${folder}/garbled.png` }),
    JSON.stringify({ kind: 'colorize', photo: 1 }),
    JSON.stringify({ kind: 'import', path: good, from: 'the future' }),
  ])
  garble(library, `{"kind":"import","path":"${folder}/garbled`, '{#')
  const { client, through } = await open(library)
  expect((await client['library.info']({})).notice).toBeNull()
  const jobs = await through(batch)
  expect(jobs.map(({ state, error }) => [state, error?.kind])).toEqual([
    ['failed', 'job-unreadable'],
    ['failed', 'job-unreadable'],
    ['failed', 'job-unreadable'],
    ['done', undefined],
  ])
  expect(jobs[2]!.error!.message).toContain('recipe')
  await client['batches.retry']({ id: batch })
  expect((await through(batch)).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'done'])
})

it('a plan that cannot be understood ends its batch with the reason', async () => {
  const library = temporaryFolder()
  await (await openLibrary(library)).close()
  const batch = leave(library, [], JSON.stringify({ folders: ['/scans'] }))
  const { client, through } = await open(library)
  const [job] = await through(batch)
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'job-unreadable' } })
  expect((await client['batches.list']({})).batches[0]).toMatchObject({ id: batch, searching: false })
})

it('outcomes, errors and settings that cannot be understood stop no list', async () => {
  const library = temporaryFolder()
  await (await openLibrary(library)).close()
  const batch = leave(library, [JSON.stringify({ kind: 'import', path: '/gone.png' })])
  const connection = new Connection(join(library, 'library.sqlite'))
  connection.execute(`UPDATE jobs SET state = 'failed', outcome = '{"photo":"x"}',
    error = '{"kind":"moon-full","message":"The moon is full."}', finished_at = 1`)
  connection.execute(`INSERT INTO settings VALUES ('theme', '"dark"'), ('size', '"huge"')`)
  connection.close()
  garble(library, '"dark"', '#dark"')
  const { client } = await open(library)
  const { jobs } = await client['batches.jobs']({ batch, limit: 10 })
  expect(jobs).toMatchObject([{ state: 'failed', error: { kind: 'internal', message: 'The moon is full.' } }])
  expect(await client['settings.get']({})).toMatchObject({ theme: 'system', size: 256 })
})

it('text of any table that is no JSON any more costs its own row, and nothing is restored', async () => {
  const folder = temporaryFolder()
  const library = join(folder, 'library')
  const first = await open(library)
  const { batch } = await first.client['import.start']({ paths: [await pictureIn(folder, 'good.png')] })
  const [job] = await first.through(batch)
  const { id, hash } = job!.photo!
  await first.close()
  const connection = new Connection(join(library, 'library.sqlite'))
  connection.query('UPDATE photos SET remarks = ? WHERE id = ?').run('[{"kind":"negative"}]', id)
  connection.query('UPDATE batches SET left_out = ?').run('{"txt":4321}')
  connection
    .query(
      `INSERT INTO drafts (photo_id, revision, writer, source_hash, recipe, weights, changed_at)
       VALUES (?, 1, 'window', ?, '{"model":"none"}', 'w', 1)`,
    )
    .run(id, hash)
  connection.close()
  for (const text of ['[{"kind":"negative"}]', '{"txt":4321}', '{"model":"none"}']) garble(library, text, '#')
  const { client } = await open(library)
  expect((await client['library.info']({})).notice).toBeNull()
  expect(await client['photos.get']({ id })).toMatchObject({ name: 'good.png', remarks: [] })
  expect((await client['batches.list']({})).batches).toMatchObject([{ id: batch, leftOut: {} }])
  expect(await client['drafts.list']({ photo: id })).toEqual({ drafts: [] })
})
