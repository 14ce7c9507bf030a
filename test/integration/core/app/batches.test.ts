import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import type { Batch } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { samples } from '../../../corpus/samples.ts'
import { openAlbum } from '../../../fixtures/app/album-library.ts'
import { type OpenedApp, open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

async function batchOf({ client }: Pick<OpenedApp, 'client'>, id: number): Promise<Batch> {
  const batch = (await client['batches.list']({})).batches.find((one) => one.id === id)
  if (!batch) throw new Error(`no batch ${id}`)
  return batch
}

it('pauses a batch while others go on, resumes it, and lets one go first', async () => {
  const opened = await openAlbum(6)
  const { client, ids, through } = opened
  const start = async () =>
    (await client['colorize.start']({ ids: ids.slice(0, 3), recipe: recipeOf() })).batch
  const paused = await start()
  await client['batches.pause']({ id: paused, paused: true })
  const later = (await client['colorize.start']({ ids: ids.slice(3, 5), recipe: recipeOf() })).batch
  const urgent = (await client['colorize.start']({ ids: ids.slice(5), recipe: recipeOf() })).batch
  await client['batches.first']({ id: urgent })
  const ends: number[] = []
  await Promise.all([later, urgent].map((id) => through(id).then(() => ends.push(id))))
  expect(ends).toEqual([urgent, later])
  // What ran when the pause came was allowed to end.
  const held = await batchOf(opened, paused)
  expect(held).toMatchObject({ paused: true })
  expect(held.counts.queued).toBeGreaterThan(0)
  await client['batches.pause']({ id: paused, paused: false })
  await through(paused)
  expect((await batchOf(opened, paused)).counts.done).toBe(3)
})

it('cancels a batch, tells of it, and forgets it', async () => {
  const opened = await openAlbum(6)
  const { client, ids, through, app } = opened
  const told: Batch[] = []
  app.events.subscribe((name, payload) => {
    if (name === 'batches.changed') told.push(...(payload as { batches: Batch[] }).batches)
  })
  const { batch } = await client['colorize.start']({ ids, recipe: recipeOf() })
  await client['batches.cancel']({ id: batch })
  const jobs = await through(batch)
  const cancelled = jobs.filter(({ state }) => state === 'cancelled').length
  expect(cancelled).toBeGreaterThanOrEqual(4)
  const coloured = await client['photos.ids']({ query: { ...everything, smart: 'coloured' } })
  expect(coloured.ids).toHaveLength(6 - cancelled)
  await sleep(300)
  expect(told.at(-1)).toMatchObject({ id: batch, counts: { cancelled, queued: 0, running: 0 } })
  await client['batches.clear']({ id: batch })
  expect((await client['batches.list']({})).batches.map(({ id }) => id)).not.toContain(batch)
})

it('goes on where it was closed, and does nothing twice', async () => {
  const first = await openAlbum(6)
  const { ids, root } = first
  const { batch } = await first.client['colorize.start']({ ids, recipe: recipeOf() })
  await expect
    .poll(async () => (await batchOf(first, batch)).counts.done, { timeout: 30_000, interval: 5 })
    .toBeGreaterThan(1)
  await first.close()
  const second = await open(join(root, 'library'))
  await second.through(batch)
  for (const photo of ids) {
    expect((await second.client['versions.list']({ photo })).versions).toHaveLength(1)
  }
  // The same recipe once more finds its versions; with other sliders they get a neighbour of the same colours.
  const again = await second.client['colorize.start']({ ids, recipe: recipeOf() })
  expect(new Set((await second.through(again.batch)).map(({ reason }) => reason))).toEqual(
    new Set(['already-made']),
  )
  const paler = recipeOf({ adjustments: { strength: 0.5 } })
  const other = await second.client['colorize.start']({ ids: ids.slice(0, 1), recipe: paler })
  expect((await second.through(other.batch)).map(({ state }) => state)).toEqual(['done'])
  const { versions } = await second.client['versions.list']({ photo: ids[0] })
  expect(versions.map(({ recipe }) => recipe.adjustments.strength)).toEqual([1, 0.5])
  expect(versions[1].map).toBe(versions[0].map)
})

it('makes a map that was lost or damaged again from its recipe', async () => {
  const { client, root, through, ...opened } = await openAlbum(6)
  const ids = opened.ids.slice(0, 2)
  const { batch } = await client['colorize.start']({ ids, recipe: recipeOf({ flipAveraged: true }) })
  await through(batch)
  const maps = join(root, 'library', 'maps')
  const files = readdirSync(maps, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ttab'),
  )
  expect(files).toHaveLength(2)
  const [version] = (await client['versions.list']({ photo: ids[0] })).versions
  const { ab } = await client['versions.ab']({ id: version.id })
  rmSync(join(maps, files[0]))
  writeFileSync(join(maps, files[1]), 'no map')
  const again = await client['versions.ab']({ id: version.id })
  expect([...again.ab.data]).toEqual([...ab.data].map((value) => expect.closeTo(value, 1)))
  expect(statSync(join(maps, version.map!.slice(0, 2), `${version.map}.ttab`)).size).toBeGreaterThan(100)
})

it('copies settings to other photos, without the hints', async () => {
  const { client, through, ...opened } = await openAlbum(6)
  const ids = opened.ids.slice(0, 3)
  const { l } = await client['develop.l']({ photo: ids[0], size: 128 })
  const hints = [{ x: 0.5, y: 0.5, radius: 0.05, a: 40, b: 10 }]
  const { ab } = await client.predict({ l, model: 'tintype-mobile', hints })
  const recipe = recipeOf({ hints, adjustments: { saturation: 1.5 } })
  const { hash } = await client['photos.get']({ id: ids[0] })
  const { id: from } = await client['versions.create']({ photo: ids[0], hash, name: 'mine', recipe, ab })
  const { batch } = await client['versions.copy']({ from, to: ids })
  await through(batch ?? 0)
  for (const photo of ids.slice(1)) {
    const { versions } = await client['versions.list']({ photo })
    expect(versions.map((version) => version.recipe)).toEqual([{ ...recipe, hints: [] }])
  }
  expect((await client['versions.list']({ photo: ids[0] })).versions).toHaveLength(1)
})

it('exports into numbered names, without the metadata if asked, never among the originals', async () => {
  const root = temporaryFolder()
  const [one, two, out] = ['one', 'two', 'out'].map((name) => join(root, name))
  for (const folder of [one, two]) mkdirSync(folder)
  copyFileSync(samples.hayes, join(one, 'same.jpg'))
  await sharp(samples.camera)
    .withExifMerge({ IFD0: { Make: 'KODAK' } })
    .jpeg()
    .toFile(join(two, 'same.jpg'))
  const { client, through } = await open(join(root, 'library'))
  await through((await client['import.start']({ paths: [one, two] })).batch)
  const { ids } = await client['photos.ids']({ query: everything })
  const settings = { folder: out, format: 'jpeg', depth: 8, pattern: '{name}', metadata: false } as const
  const early = await through((await client['export.start']({ ids, settings })).batch)
  expect(early.map(({ reason }) => reason)).toEqual(['uncoloured', 'uncoloured'])
  await through((await client['colorize.start']({ ids, recipe: recipeOf() })).batch)

  expect(await client['export.preview']({ ids, settings })).toEqual({ names: ['same.jpg', 'same.jpg'] })
  const jobs = await through((await client['export.start']({ ids, settings })).batch)
  expect(jobs.map(({ output }) => output).sort()).toEqual([join(out, 'same-2.jpg'), join(out, 'same.jpg')])
  for (const { output } of jobs) {
    const { exif, xmpAsString } = await sharp(output ?? '').metadata()
    expect(exif?.includes('KODAK') ?? false).toBe(false)
    expect(xmpAsString).toContain('urn:tintype:note:1')
  }
  const again = await through((await client['export.start']({ ids, settings })).batch)
  expect(again.map(({ reason }) => reason)).toEqual(['already-made', 'already-made'])
  expect(readdirSync(out)).toHaveLength(2)

  await expect(
    client['export.start']({ ids, settings: { ...settings, folder: 'out' } }),
  ).rejects.toMatchObject({
    kind: 'bad-request',
  })
  const among = { ...settings, folder: one }
  const refused = await through((await client['export.start']({ ids, settings: among })).batch)
  expect(refused.map(({ error }) => error?.kind)).toContain('output-is-input')
  const kept = await through(
    (await client['export.start']({ ids, settings: { ...settings, metadata: true } })).batch,
  )
  const held = await Promise.all(
    kept.map(async ({ output }) => (await sharp(output ?? '').metadata()).exif?.includes('KODAK')),
  )
  expect(held.filter(Boolean)).toHaveLength(1)
})

it('holds a batch back, with one word, where every photo would fail alike', async () => {
  const opened = await openAlbum(6)
  const { client, ids, app } = opened
  const notices: string[] = []
  app.events.subscribe((name, payload) => {
    if (name === 'notice') notices.push((payload as { error: { kind: string } }).error.kind)
  })
  const recipe = recipeOf({ model: 'no-such-model' })
  const { batch } = await client['colorize.start']({ ids, recipe })
  let held = await batchOf(opened, batch)
  while (!held.paused) {
    await sleep(25)
    held = await batchOf(opened, batch)
  }
  await sleep(200)
  held = await batchOf(opened, batch)
  expect(held.counts.failed).toBeGreaterThan(0)
  expect(held.counts.queued).toBeGreaterThan(0)
  expect(notices).toEqual(['model-missing'])
})
