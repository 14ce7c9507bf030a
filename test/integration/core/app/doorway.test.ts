import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDoorway } from '../../../../src/main/core/index.ts'
import { listBackups } from '../../../../src/main/core/library/backups.ts'
import { openLibrary } from '../../../../src/main/core/library/index.ts'
import type { AppServer } from '../../../../src/shared/contract/app-server.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'
import { flat, origin, picture, recipe } from '../../../unit/core/library/fixture.ts'

const query = photoQuerySchema.parse({})

/** A library closed twice, with one photo and then two; the first has colours. */
async function usedLibrary(): Promise<{ folder: string; map: string; backups: string[] }> {
  const folder = temporaryFolder()
  const first = await openLibrary(folder)
  first.intake.enter([picture('/photos/a.jpg')])
  const { map } = first.versions.add({ photo: 1, ab: flat(1), recipe: recipe(), origin })
  await first.close()
  const second = await openLibrary(folder)
  second.intake.enter([picture('/photos/b.jpg')])
  await second.close()
  return { folder, map: map!, backups: listBackups(join(folder, 'backups')).map(({ path }) => path) }
}

async function doorway(
  library: string,
  wish: { startEmpty?: boolean; restore?: string } = {},
): Promise<AppServer> {
  const app = await openDoorway({ library, engine: 'wasm', jobs: 1, ...wish })
  onTestFinished(() => app.close())
  return app
}

const ruin = (path: string): void => writeFileSync(path, 'These are my holiday notes.'.repeat(1000))
const photosIn = async ({ handlers }: AppServer): Promise<number> =>
  (await handlers['photos.page']({ query, limit: 10 })).total

it('a library that is sound is open, and asking again changes nothing', async () => {
  const { folder } = await usedLibrary()
  const app = await doorway(folder)
  for (const state of [
    await app.handlers['opening.state']({}),
    await app.handlers['opening.try']({ startEmpty: true }),
  ]) {
    expect(state).toEqual({ folder, error: null, backups: [], canStartEmpty: false })
  }
  expect(await photosIn(app)).toBe(2)
})

it('where nothing is good, the user may begin with an empty library; maps and all that was there are kept', async () => {
  const { folder, map, backups } = await usedLibrary()
  for (const path of [join(folder, 'library.sqlite'), ...backups]) ruin(path)
  const app = await doorway(folder)
  const told: unknown[] = []
  app.events.subscribe((name, payload) => void (name === 'opening.changed' && told.push(payload)))
  const state = await app.handlers['opening.state']({})
  expect(state).toMatchObject({ folder, error: { kind: 'library-damaged' }, canStartEmpty: true })
  expect(state.backups.map(({ photos }) => photos)).toEqual([null, null])
  await expect(photosIn(app)).rejects.toThrow(expect.objectContaining({ kind: 'library-damaged' }))
  await expect(app.resource({ kind: 'export', job: 1 })).rejects.toThrow(
    expect.objectContaining({ kind: 'library-damaged' }),
  )
  // Trying once more helps nothing, and harms nothing.
  expect((await app.handlers['opening.try']({})).error?.kind).toBe('library-damaged')
  expect((await app.handlers['opening.try']({ startEmpty: true })).error).toBeNull()
  expect(told.at(-1)).toMatchObject({ error: null })
  expect(await photosIn(app)).toBe(0)
  const { notice, setAside } = await app.handlers['library.info']({})
  expect(notice).toBe('restored-empty')
  expect(readFileSync(setAside!, 'utf8')).toContain('holiday notes')
  expect(listBackups(join(dirname(setAside!), 'backups'))).toHaveLength(2)
  await app.close()
  const again = await openLibrary(folder)
  expect([again.opening.how, again.maps.get(map).state]).toEqual(['opened', 'present'])
  again.tidy()
  expect(again.maps.get(map).state).toBe('present')
  await again.close()
})

it('one chooses a backup by what it holds', async () => {
  const { folder, backups } = await usedLibrary()
  ruin(join(folder, 'library.sqlite'))
  const good = backups.map((path) => readFileSync(path))
  for (const path of backups) ruin(path)
  const app = await doorway(folder)
  // A drive that was away when the library was opened.
  backups.forEach((path, i) => {
    writeFileSync(path, good[i]!)
  })
  const { backups: offered } = await app.handlers['opening.try']({ restore: 'no such.sqlite' })
  expect(offered.map(({ number, photos }) => [number, photos])).toEqual([
    [2, 2],
    [1, 1],
  ])
  const { error } = await app.handlers['opening.try']({ restore: offered[1]!.name })
  expect(error).toBeNull()
  expect(await photosIn(app)).toBe(1)
  expect(await app.handlers['library.info']({})).toMatchObject({
    notice: 'restored-from-backup',
    backup: offered[1]!.made,
  })
})

it('the command line can say the same beforehand', async () => {
  const { folder, backups } = await usedLibrary()
  const older = await doorway(folder, { restore: '1' })
  expect(await photosIn(older)).toBe(1)
  await older.close()
  for (const path of [join(folder, 'library.sqlite'), ...backups]) if (existsSync(path)) ruin(path)
  for (const { path } of listBackups(join(folder, 'backups'))) ruin(path)
  const empty = await doorway(folder, { startEmpty: true })
  expect(await photosIn(empty)).toBe(0)
})

it('a library in use opens when the other has let go', async () => {
  const { folder } = await usedLibrary()
  const other = await openLibrary(folder)
  const app = await doorway(folder)
  const state = await app.handlers['opening.state']({})
  expect(state).toMatchObject({ error: { kind: 'library-locked' }, backups: [], canStartEmpty: false })
  await other.close()
  expect((await app.handlers['opening.try']({})).error).toBeNull()
  expect(await photosIn(app)).toBe(2)
})
