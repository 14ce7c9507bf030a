import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { scannedPages, withTornPage } from '../../../corpus/paged-tiff.ts'
import { type OpenedApp, open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

/** What a picture looks like, roughly. */
async function small(picture: Uint8Array): Promise<string> {
  return (await sharp(picture).greyscale().resize(8, 8).raw().toBuffer()).toString('hex')
}

async function openWith(bytes: Buffer, place = 'scans') {
  const root = temporaryFolder()
  const folder = join(root, place)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'scan.tif')
  writeFileSync(path, bytes)
  const opened = await open(join(root, 'library'))
  await opened.through((await opened.client['import.start']({ paths: [path] })).batch)
  return { ...opened, root, folder, path }
}

async function cells({ client }: Pick<OpenedApp, 'client'>) {
  return (await client['photos.page']({ query: everything, limit: 10 })).photos
}

it('the pages of a TIFF are photos of their own: thumbnails, tiles, colours and exports', async () => {
  const opened = await openWith(await scannedPages())
  const { app, client, through, root } = opened
  const photos = await cells(opened)
  expect(photos.map(({ name, page, state }) => [name, page, state])).toEqual(
    [0, 1, 2].map((page) => ['scan.tif', page, 'present']),
  )
  expect(new Set(photos.map(({ picture }) => picture)).size).toBe(3)
  const shown = { thumbs: new Set<string>(), tiles: new Set<string>() }
  for (const { id: photo, picture } of photos) {
    const { body } = await app.resource({ kind: 'thumb', photo, picture })
    const tile = await app.resource({ kind: 'l-tile', photo, picture, level: 0, x: 0, y: 0 })
    shown.thumbs.add(await small(body as Uint8Array))
    shown.tiles.add(await small(tile.body as Uint8Array))
  }
  expect([shown.thumbs.size, shown.tiles.size]).toEqual([3, 3])
  // The name of one page never shows another.
  const [first, second, third] = photos
  const wrong = app.resource({ kind: 'preview', photo: first.id, picture: second.picture })
  await expect(wrong).rejects.toMatchObject({ kind: 'file-not-found' })

  const ids = photos.map(({ id }) => id)
  await through((await client['colorize.start']({ ids, recipe: recipeOf() })).batch)
  const maps = (await cells(opened)).map(({ version }) => version?.map)
  expect(new Set(maps).size).toBe(3)
  const folder = join(root, 'out')
  const settings = exportSettingsSchema.parse({
    folder,
    format: 'png',
    depth: 8,
    pattern: '{name}',
    metadata: true,
  })
  const jobs = await through((await client['export.start']({ ids, settings })).batch)
  expect(jobs.map(({ output }) => output?.slice(folder.length + 1))).toEqual([
    'scan.png',
    'scan-p2.png',
    'scan-p3.png',
  ])
  await through((await client['export.start']({ ids: [third.id, second.id], settings })).batch)
  expect(readdirSync(folder).sort()).toEqual(['scan-p2.png', 'scan-p3.png', 'scan.png'])
})

it('a file that moved takes all its photos along; one with fewer pages leaves what is gone on record', async () => {
  const opened = await openWith(await scannedPages())
  const { client, through, folder, path } = opened
  const ids = (await cells(opened)).map(({ id }) => id)
  await through((await client['colorize.start']({ ids: [ids[2]], recipe: recipeOf() })).batch)
  const moved = join(folder, 'moved.tif')
  renameSync(path, moved)
  await through((await client['import.start']({ paths: [folder] })).batch)
  expect((await cells(opened)).map(({ id, name, state }) => [id, name, state])).toEqual(
    ids.map((id) => [id, 'moved.tif', 'present']),
  )
  writeFileSync(moved, await scannedPages([0, 1]))
  const [job] = await through(
    (await client['colorize.start']({ ids: [ids[2]], recipe: recipeOf(), recolour: true })).batch,
  )
  expect(job).toMatchObject({ state: 'failed', error: { kind: 'file-not-found' } })
  expect((await cells(opened)).map(({ state }) => state)).toEqual(['present', 'present', 'missing'])
  expect((await client['versions.list']({ photo: ids[2] })).versions).toHaveLength(1)
})

it('an uploaded original stays as long as one of its photos does', async () => {
  const opened = await openWith(await scannedPages(), 'library/originals/2026-11-26')
  const { client, path } = opened
  const [one, ...others] = (await cells(opened)).map(({ id }) => id)
  await client['photos.remove']({ ids: [one], removed: true })
  expect(await client['photos.deletion']({ ids: [one] })).toMatchObject({ photos: 1, copies: 0 })
  expect(await client['photos.deleteForGood']({ ids: [one] })).toMatchObject({ photos: 1, copies: 0 })
  expect(existsSync(path)).toBe(true)
  await client['photos.remove']({ ids: others, removed: true })
  expect(await client['photos.deleteForGood']({ ids: others })).toMatchObject({ photos: 2, copies: 1 })
  expect(existsSync(path)).toBe(false)
})

it('a library that knew the first page alone gets the others when the file is imported again', async () => {
  const opened = await openWith(await scannedPages())
  const { root, path, close } = opened
  const [first] = await cells(opened)
  await close()
  // As migration 110 leaves what was there before.
  const database = new Database(join(root, 'library/library.sqlite'))
  database.exec('DELETE FROM photos WHERE page > 0; UPDATE files SET pages = NULL')
  database.close()
  const again = await open(join(root, 'library'))
  expect(await cells(again)).toHaveLength(1)
  await again.through((await again.client['import.start']({ paths: [path] })).batch)
  const photos = await cells(again)
  expect(photos.map(({ page }) => page)).toEqual([0, 1, 2])
  expect(photos[0]).toEqual(first)
})

it('a copy of a file is a duplicate of all its photos: an album gets those that are there', async () => {
  const opened = await openWith(await scannedPages())
  const { client, through, root, path } = opened
  const ids = (await cells(opened)).map(({ id }) => id)
  const copy = join(root, 'copy.tif')
  copyFileSync(path, copy)
  const { id: album } = await client['albums.create']({ name: 'Copies' })
  const [job] = await through((await client['import.start']({ paths: [copy], album })).batch)
  expect(job).toMatchObject({ state: 'skipped', reason: 'duplicate', photo: { id: ids[0] } })
  expect((await cells(opened)).map(({ id }) => id)).toEqual(ids)
  expect((await client['photos.ids']({ query: { ...everything, album } })).ids).toEqual(ids)
})

it('what is there of a single damaged page is read when it was asked for', async () => {
  const opened = await openWith(withTornPage(await scannedPages(), 1))
  const { app, client, through } = opened
  const photos = await cells(opened)
  expect(photos.map(({ state }) => state)).toEqual(['present', 'bad', 'present'])
  const { id } = photos[1]
  const { batch } = await client['colorize.start']({ ids: [id], recipe: recipeOf() })
  expect(await through(batch)).toMatchObject([{ state: 'failed', error: { kind: 'picture-damaged' } }])
  await client['batches.acceptDamaged']({ id: batch })
  expect(await through(batch)).toMatchObject([{ state: 'done', photo: { state: 'present' } }])
  const { width, error, version, remarks, picture } = await client['photos.get']({ id })
  expect([width, error, remarks]).toMatchObject([120, null, [{ kind: 'damaged' }]])
  expect(version?.map).toBeTruthy()
  const { body } = await app.resource({ kind: 'thumb', photo: id, picture })
  expect(await sharp(body as Uint8Array).metadata()).toMatchObject({ format: 'webp', width: 120 })
})
