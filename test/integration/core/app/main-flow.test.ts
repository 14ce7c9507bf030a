import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

it('imports, colours, takes a hint, keeps a version, exports, and all is there when it is opened again', async () => {
  const folder = temporaryFolder()
  const library = join(folder, 'library')
  const first = await open(library)
  await first.client['settings.set']({ size: 128 })

  const { batch } = await first.client['import.samples']({})
  const jobs = await first.through(batch)
  expect(jobs.filter(({ state }) => state === 'failed')).toEqual([])
  // The four photographs in colour are left as they are, all others coloured.
  expect(jobs.filter(({ reason }) => reason === 'already-colour').map(({ photo }) => photo?.name)).toEqual([
    ...['astronaut.png', 'chelsea.png', 'coffee.png', 'rocket.jpg'],
  ])
  const { photos, total } = await first.client['photos.page']({ query: everything, limit: 100 })
  expect(total).toBe(12)
  expect(photos.filter(({ version }) => version)).toHaveLength(8)
  const [album] = (await first.client['albums.list']({})).albums
  expect(album).toMatchObject({ name: 'Sample album', photos: 12 })
  const found = await first.client['photos.page']({
    query: { ...everything, search: 'taos 1942' },
    limit: 10,
  })
  expect(found.photos.map(({ name }) => name)).toEqual(['taos-church-1942.jpg'])
  const { id: photo, hash } = found.photos[0]

  // Develop: a hint changes the colours around its place, without the encoder.
  const { l } = await first.client['develop.l']({ photo, size: 128 })
  const { ab, key } = await first.client.predict({ l, model: 'tintype-mobile' })
  const hints = [{ x: 0.5, y: 0.5, radius: 0.05, a: 60, b: 40 }]
  const hinted = await first.client.rehint({ key, hints, hintMethod: 'field-1' })
  const middle = (Math.floor(ab.height / 2) * ab.width + Math.floor(ab.width / 2)) * 2
  expect(hinted.ab.data[middle]).toBeGreaterThan(ab.data[middle] + 5)
  await expect(first.client.rehint({ key: 'no such photo', hints })).rejects.toMatchObject({
    kind: 'features-gone',
  })

  const version = await first.client['versions.create']({
    ...{ photo, hash, name: 'red door', ab: hinted.ab },
    recipe: recipeOf({ hints, hintMethod: 'field-1', adjustments: { saturation: 1.2, temperature: 0.1 } }),
  })
  expect(version.current).toBe(true)

  const settings = { folder: join(folder, 'out'), pattern: '{date} {name}', metadata: true }
  for (const more of [
    { format: 'tiff', depth: 16 },
    { format: 'png', depth: 8 },
  ] as const) {
    const asked = exportSettingsSchema.parse({ ...settings, ...more })
    const started = await first.client['export.start']({ ids: [photo], settings: asked })
    const [job] = await first.through(started.batch)
    expect(job).toMatchObject({ state: 'done', photo: { id: photo } })
    const resource = await first.app.resource({ kind: 'export', job: job.id })
    expect(resource).toMatchObject({ type: `image/${more.format}`, body: { file: job.output } })
    const metadata = await sharp(job.output ?? '').metadata()
    expect(metadata).toMatchObject({
      width: 479,
      height: 640,
      channels: 3,
      depth: more.depth === 16 ? 'ushort' : 'uchar',
    })
  }
  const written = readdirSync(join(folder, 'out')).sort()
  expect(written).toEqual(['1942 taos-church-1942.png', '1942 taos-church-1942.tif'])
  await first.close()

  // Pictures for the screen are made again when they are gone.
  rmSync(join(library, 'thumbnails'), { recursive: true })
  const second = await open(library)
  const again = await second.client['photos.page']({ query: everything, limit: 100 })
  expect(again.photos).toEqual(
    photos.map((cell) =>
      cell.id === photo ? { ...cell, version: { id: version.id, map: version.map } } : cell,
    ),
  )
  const { versions } = await second.client['versions.list']({ photo })
  expect(versions.at(-1)).toEqual(version)
  const kept = await second.client['versions.ab']({ id: version.id })
  expect(farthest(kept.ab.data, hinted.ab.data)).toBeLessThan(0.02)
  const thumb = await second.app.resource({ kind: 'thumb', photo, picture: found.photos[0].picture })
  expect((await sharp(thumb.body as Uint8Array).metadata()).format).toBe('webp')
  const tile = { kind: 'l-tile', photo, picture: found.photos[0].picture, level: 0, x: 0, y: 1 } as const
  const { body } = await second.app.resource(tile)
  expect(await sharp(body as Uint8Array).metadata()).toMatchObject({ width: 479, height: 128 })
  await expect(second.app.resource({ ...tile, x: 7 })).rejects.toMatchObject({ kind: 'file-not-found' })
  await expect(second.app.resource({ kind: 'export', job: 9999 })).rejects.toMatchObject({
    kind: 'file-not-found',
  })
  expect((await second.client['batches.list']({})).batches).toHaveLength(3)
  // Its own results are known when they are met again.
  const results = await second.client['import.start']({ paths: [join(folder, 'out')] })
  expect((await second.through(results.batch)).map(({ reason }) => reason)).toEqual([
    'own-result',
    'own-result',
  ])
  expect((await second.client['library.info']({})).photos).toBe(12)
})

function farthest(one: Float32Array, other: Float32Array): number {
  expect(one.length).toBe(other.length)
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index])), 0)
}
