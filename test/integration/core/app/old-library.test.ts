import { readdirSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'
import { run } from '../../../fixtures/cli/run.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))
const { layOldHome, layOldLibrary, oldAnswers } = await import('../../../fixtures/old-library.ts')
layOldHome(home)

const byName = photoQuerySchema.parse({ sort: 'name', descending: false })

/** A copy of its own, what 0.1 said of it, and the library opened. */
async function openOld() {
  const folder = temporaryFolder()
  const { library, scans } = layOldLibrary(folder)
  const old = oldAnswers(folder)
  const idOf = (name: string): number => old.photos.find((photo) => photo.name === name)!.id
  return { folder, scans, old, idOf, maps: join(library, 'maps'), ...(await open(library)) }
}

it('finds photos, versions, albums, tags, settings and the fine-tuned model', async () => {
  const { client, old } = await openOld()
  const { photos } = await client['photos.page']({ query: byName, limit: 100 })
  expect(photos.map(({ name }) => name)).toEqual(old.photos.map(({ name }) => name))
  const removed = await client['photos.page']({ query: { ...byName, smart: 'removed' }, limit: 100 })
  expect(removed.photos.map(({ name }) => name)).toEqual(old.removed.map(({ name }) => name))
  for (const { versions, ...photo } of [...old.photos, ...old.removed]) {
    expect(await client['photos.get']({ id: photo.id })).toMatchObject(photo)
    expect((await client['versions.list']({ photo: photo.id })).versions).toMatchObject(versions)
  }
  expect((await client['albums.list']({})).albums).toMatchObject(old.albums)
  const family = photoQuerySchema.parse({ album: old.albums[1].id })
  expect((await client['photos.ids']({ query: family })).ids).toEqual(old.albumOrder)
  expect((await client['tags.list']({})).tags).toMatchObject(old.tags)
  expect((await client['folders.list']({})).folders).toMatchObject(old.folders)
  expect(await client['settings.get']({})).toMatchObject(old.settings)
  const { models } = await client['models.list']({})
  const own = old.models.find(({ tuned }) => tuned !== null)!
  expect(models.find(({ id }) => id === own.id)).toMatchObject(own)
})

it('shows every version in the colours it had', async () => {
  const { client, old } = await openOld()
  const changed = old.photos.find(({ name }) => name === 'changed later.jpg')!
  for (const { id: photo, versions } of [...old.photos, ...old.removed]) {
    if (photo === changed.id) continue
    for (const { id } of versions) await client['versions.ab']({ id })
    // Read from the disk, not made again: a new map would have another name.
    expect((await client['versions.list']({ photo })).versions.map(({ map }) => map)).toEqual(
      versions.map(({ map }) => map),
    )
  }
})

it('makes the missing map of a version with hints again by the network, as it was made', async () => {
  const { client, old, maps } = await openOld()
  const photo = old.photos.find(({ versions }) => versions.some(({ recipe }) => recipe.hints.length > 0))!
  const { id, map, recipe } = photo.versions.find(({ recipe }) => recipe.hints.length > 0)!
  unlinkSync(join(maps, map!.slice(0, 2), `${map}.ttab`))
  const { ab } = await client['versions.ab']({ id })
  const { l } = await client['develop.l']({ photo: photo.id, size: recipe.size })
  const { model, flipAveraged, hints } = recipe
  const byNetwork = await client.predict({ l, model, flipAveraged, hints, hintMethod: 'network' })
  expect(ab.data).toEqual(byNetwork.ab.data)
  const byField = await client.predict({ l, model, flipAveraged, hints, hintMethod: 'field-1' })
  expect(byField.ab.data).not.toEqual(byNetwork.ab.data)
  const { versions } = await client['versions.list']({ photo: photo.id })
  expect(versions.find((version) => version.id === id)!.recipe).toEqual(recipe)
})

it('goes on with a colouring that was killed and an export that was paused', async () => {
  const { client, old, idOf, folder } = await openOld()
  const { batches } = await client['batches.list']({})
  const [colouring, exporting, ...others] = old.batches
  const rest = batches.filter(({ id }) => id !== colouring.id && id !== exporting.id)
  expect(rest.map(({ id, kind, counts }) => ({ id, kind, counts }))).toEqual(
    others.map(({ id, kind, counts }) => ({ id, kind, counts })),
  )
  const failed = others.filter(({ counts }) => counts.failed > 0)
  expect(failed).toHaveLength(2)
  for (const { id, jobs } of others) {
    expect((await client['batches.jobs']({ batch: id, limit: 100 })).jobs).toMatchObject(
      jobs.map(({ id, state, path, reason, output }) => ({ id, state, path, reason, output })),
    )
  }
  for (const { id } of [colouring, exporting]) {
    expect(batches.find((batch) => batch.id === id)).toMatchObject({ paused: true })
    await client['batches.pause']({ id, paused: false })
  }
  const counts = async (id: number) =>
    (await client['batches.list']({})).batches.find((batch) => batch.id === id)!.counts
  for (const { id } of [colouring, exporting]) while ((await counts(id)).done < 5) await sleep(50)
  for (const name of [1, 2, 3, 4, 5].map((number) => `scan ${number}.jpg`)) {
    const { versions } = await client['versions.list']({ photo: idOf(name) })
    expect(versions).toHaveLength(1)
    expect(versions[0].recipe.adjustments.strength).toBe(1.1)
  }
  expect(readdirSync(join(folder, 'exported')).filter((name) => name.endsWith('.webp'))).toHaveLength(5)
})

it('brings removed photos back with their colours and their place in the album', async () => {
  const { client, old } = await openOld()
  const album = photoQuerySchema.parse({ album: old.albums[1].id })
  const ids = old.removed.map(({ id }) => id)
  await client['photos.remove']({ ids, removed: false })
  expect((await client['photos.ids']({ query: album })).ids).toEqual([9, 1, 8, 15])
  for (const { id, versions, version } of old.removed) {
    expect((await client['versions.list']({ photo: id })).versions).toMatchObject(versions)
    expect((await client['photos.get']({ id })).version).toEqual(version)
  }
})

it('knows what was exported and coloured, and makes none of it again', async () => {
  const { client, through, folder, scans, idOf } = await openOld()
  const exported = join(folder, 'exported')
  const before = readdirSync(exported)
  const settings = exportSettingsSchema.parse({
    ...{ folder: exported, format: 'jpeg', depth: 8, pattern: '{name}', metadata: true },
  })
  const ids = ['mother-1936.jpg', 'hayes-1870s.jpg'].map(idOf)
  await through((await client['export.start']({ ids, settings })).batch)
  expect(readdirSync(exported)).toEqual(before)

  const coloured = join(folder, 'coloured')
  const files = readdirSync(coloured).map((name) => [name, readFileSync(join(coloured, name))])
  const { lines } = await run(
    ...['colorize', join(scans, 'camera.png'), join(scans, 'mother-1936.jpg'), '--out', coloured],
    ...['--size', '128', '--engine', 'wasm', '--json'],
  )
  expect(lines.map(({ state, reason }) => [state, reason])).toEqual(
    Array(2).fill(['skipped', 'already-made']),
  )
  expect(readdirSync(coloured).map((name) => [name, readFileSync(join(coloured, name))])).toEqual(files)
})

it('colours with the fine-tuned model, whose base may be another one by now', async () => {
  const { client, old, through, idOf } = await openOld()
  const own = old.models.find(({ tuned }) => tuned !== null)!
  const recipe = recipeOf({ model: own.id })
  const ids = [idOf('camera.png')]
  const [job] = await through((await client['colorize.start']({ ids, recipe, recolour: true })).batch)
  expect(job).toMatchObject({ state: 'done', error: null })
  const { versions } = await client['versions.list']({ photo: ids[0] })
  expect(versions.at(-1)).toMatchObject({ weights: own.weights, current: true })
})
