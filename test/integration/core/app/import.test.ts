import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { JobRow } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { samples } from '../../../corpus/samples.ts'
import { type OpenedApp, open, temporaryFolder } from '../../../fixtures/app/open.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

function outcomes(jobs: JobRow[], folder: string): Record<string, string> {
  return Object.fromEntries(
    jobs.map(({ path, state, reason, error }) => [
      path.slice(folder.length + 1),
      reason ?? error?.kind ?? state,
    ]),
  )
}

async function importFolder({ client, through }: OpenedApp, folder: string): Promise<Record<string, string>> {
  const { batch } = await client['import.start']({ paths: [folder] })
  return outcomes(await through(batch), folder)
}

it('takes a folder in with all its awkward files, and lists what it cannot read until it can', async () => {
  const root = temporaryFolder()
  const folder = join(root, 'Zdjęcia #1 100%')
  mkdirSync(join(folder, 'zu Hause'), { recursive: true })
  const at = (name: string): string => join(folder, name)
  copyFileSync(samples.hayes, at('Großmutter 1871.jpg'))
  copyFileSync(samples.hayes, at('zu Hause/copy.jpg'))
  writeFileSync(at('empty.jpg'), '')
  writeFileSync(at('torn.jpg'), readFileSync(samples.detroit).subarray(0, 60_000))
  writeFileSync(at('text.png'), 'not a picture')
  writeFileSync(at('Thumbs.db'), 'x')
  writeFileSync(at('.DS_Store'), 'x')
  const exif = { IFD0: { Make: 'KODAK', Model: 'KODAK DC290', ImageDescription: 'By the lake' } }
  await sharp(samples.camera)
    .resize(64, 32, { fit: 'fill' })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ ...exif, IFD2: { DateTimeOriginal: '1999:08:11 12:30:00' } })
    .jpeg()
    .toFile(at('turned.jpg'))

  const opened = await open(join(root, 'library'))
  const { client, through } = opened
  expect(await importFolder(opened, folder)).toEqual({
    'Großmutter 1871.jpg': 'done',
    'zu Hause/copy.jpg': 'duplicate',
    'empty.jpg': 'file-empty',
    'text.png': 'picture-unknown',
    'torn.jpg': 'picture-damaged',
    'turned.jpg': 'done',
  })

  const { photos } = await client['photos.page']({ query: everything, limit: 10 })
  expect(photos.map(({ name, state, taken }) => [name, state, taken])).toEqual([
    ['empty.jpg', 'bad', null],
    ['Großmutter 1871.jpg', 'present', '1871'],
    ['text.png', 'bad', null],
    ['torn.jpg', 'bad', null],
    ['turned.jpg', 'present', '1999-08-11T12:30:00'],
  ])
  const turned = await client['photos.get']({ id: photos[4].id })
  expect(turned).toMatchObject({
    width: 32,
    height: 64,
    camera: 'KODAK DC290',
    caption: 'By the lake',
    colour: 'grey',
  })
  const torn = await client['photos.get']({ id: photos[3].id })
  expect(torn.error).toMatchObject({ kind: 'picture-damaged' })

  // The torn file was copied again: tried once more, it is a photo like any other.
  copyFileSync(samples.detroit, at('torn.jpg'))
  const { batches } = await client['batches.list']({})
  await client['batches.retry']({ id: batches[0].id })
  expect(outcomes(await through(batches[0].id), folder)).toMatchObject({
    'torn.jpg': 'done',
    'empty.jpg': 'file-empty',
  })
  expect(await client['photos.get']({ id: torn.id })).toMatchObject({
    state: 'present',
    error: null,
    width: 1000,
  })
  // A second time there is nothing to do for what was read.
  expect(await importFolder(opened, folder)).toMatchObject({ 'torn.jpg': 'known', 'turned.jpg': 'known' })
})

it('finds a moved file again, notes one that is gone, and sees one that has changed', async () => {
  const root = temporaryFolder()
  const [here, there] = ['here', 'there'].map((name) => join(root, name))
  mkdirSync(here)
  mkdirSync(there)
  copyFileSync(samples.hayes, join(here, 'hayes.jpg'))
  copyFileSync(samples.camera, join(here, 'camera.png'))
  const opened = await open(join(root, 'library'))
  const { client, app } = opened
  await importFolder(opened, here)
  const page = async () => (await client['photos.page']({ query: everything, limit: 10 })).photos
  const [camera, hayes] = await page()

  rmSync(join(here, 'camera.png'))
  await expect(client['develop.l']({ photo: camera.id, size: 128 })).rejects.toMatchObject({
    kind: 'file-not-found',
  })
  renameSync(join(here, 'hayes.jpg'), join(there, 'president.jpg'))
  expect(await importFolder(opened, there)).toEqual({ 'president.jpg': 'done' })
  expect((await page()).map(({ id, name, state }) => [id, name, state])).toEqual([
    [camera.id, 'camera.png', 'missing'],
    [hayes.id, 'president.jpg', 'present'],
  ])

  // Back, but as another picture: what was asked for under the old content is not answered.
  copyFileSync(samples.taosChurch, join(here, 'camera.png'))
  const old = app.resource({ kind: 'preview', photo: camera.id, picture: camera.picture })
  await expect(old).rejects.toMatchObject({ kind: 'file-not-found' })
  const [now] = await page()
  expect(now).toMatchObject({ id: camera.id, state: 'present', width: 479, height: 640 })
  const preview = await app.resource({ kind: 'preview', photo: now.id, picture: now.picture })
  expect(await sharp(preview.body as Uint8Array).metadata()).toMatchObject({ width: 479, height: 640 })
})

it('imports what comes into a watched folder, and what came while nobody watched', async () => {
  const root = temporaryFolder()
  const library = join(root, 'library')
  const folder = join(root, 'inbox')
  mkdirSync(folder)
  const names = async ({ client }: OpenedApp, wanted: number): Promise<string[]> => {
    for (let waited = 0; ; waited += 100) {
      const { photos } = await client['photos.page']({ query: everything, limit: 10 })
      if (photos.length >= wanted || waited > 20_000) return photos.map(({ name }) => name)
      await sleep(100)
    }
  }

  const first = await open(library)
  await first.client['folders.watch']({ path: folder, watched: true })
  copyFileSync(samples.hayes, join(folder, 'hayes.jpg'))
  writeFileSync(join(folder, 'Thumbs.db'), 'x')
  expect(await names(first, 1)).toEqual(['hayes.jpg'])
  await first.close()

  copyFileSync(samples.camera, join(folder, 'camera.png'))
  const second = await open(library)
  expect(await names(second, 2)).toEqual(['camera.png', 'hayes.jpg'])
  expect((await second.client['folders.list']({})).folders).toEqual([
    { path: folder, photos: 2, watched: true },
  ])
  // What was known already made no job.
  const { batches } = await second.client['batches.list']({})
  expect(batches.map(({ counts }) => counts.done)).toEqual([1, 1])
})
