import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Draft, photoQuerySchema, type Recipe } from '../../../../src/shared/contract/library.ts'
import { openAlbum } from '../../../fixtures/app/album-library.ts'
import { type OpenedApp, recipeOf } from '../../../fixtures/app/open.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })
const warm = recipeOf({ adjustments: { temperature: 0.4, strength: 1.3 } })
const averaged = recipeOf({ flipAveraged: true })
const hinted = recipeOf({ hints: [{ x: 0.5, y: 0.5, radius: 0.05, a: 60, b: 40 }] })

const versionsOf = async ({ client }: Pick<OpenedApp, 'client'>, photo: number) =>
  (await client['versions.list']({ photo })).versions

async function shownBy(app: Pick<OpenedApp, 'client'>, photo: number) {
  return (await versionsOf(app, photo)).find(({ current }) => current)
}

/** Keeps a recipe as Develop does. */
async function keep({ client }: Pick<OpenedApp, 'client'>, photo: number, recipe: Recipe, name = '') {
  const { hash } = await client['photos.get']({ id: photo })
  const { l } = await client['develop.l']({ photo, size: recipe.size })
  const { ab } = await client.predict({ l, model: recipe.model, hints: recipe.hints })
  return client['versions.create']({ photo, hash, name, recipe, ab })
}

async function saveDraft(
  { client }: Pick<OpenedApp, 'client'>,
  photo: number,
  recipe: Recipe,
  known?: Pick<Draft, 'id' | 'revision'>,
  writer = 'a window',
  version: number | null = null,
) {
  const { hash } = await client['photos.get']({ id: photo })
  const [{ weights }] = (await client['models.list']({})).models
  const more = { ...(known && { draft: { id: known.id, revision: known.revision } }) }
  return client['drafts.save']({ photo, hash, writer, recipe, weights, version, ...more })
}

const reasons = async ({ through }: OpenedApp, batch: number) =>
  (await through(batch)).map(({ state, reason }) => reason ?? state)

it('colouring changes no version: what was adjusted is left alone, counted, and coloured beside it on demand', async () => {
  const app = await openAlbum(5, { coloured: true })
  const { client, ids } = app
  const [slid, pinned, drafted, kept, plain] = ids
  await keep(app, slid, warm, 'warm')
  await keep(app, pinned, hinted)
  await saveDraft(app, drafted, warm)
  // Made by hand, though nothing of it is adjusted; another is shown.
  const [first] = await versionsOf(app, kept)
  await keep(app, kept, averaged, 'averaged')
  await client['versions.select']({ id: first.id })
  const before = await Promise.all(ids.map((photo) => versionsOf(app, photo)))

  // The same model again, and averaged with the mirror image: for one photo, for all, and for those in colour as well.
  for (const recipe of [recipeOf(), averaged]) {
    for (const photos of [[slid], ids]) {
      const { batch } = await client['colorize.start']({ ids: photos, recipe, recolour: photos.length === 1 })
      await app.through(batch)
    }
  }
  const after = await Promise.all(ids.map((photo) => versionsOf(app, photo)))
  expect(after.slice(0, 4)).toEqual(before.slice(0, 4))
  expect(after[4].map(({ recipe, current }) => [recipe.flipAveraged, current])).toEqual([
    [false, false],
    [true, true],
  ])

  const { batch } = await client['colorize.start']({ ids, recipe: averaged })
  expect(await reasons(app, batch)).toEqual([...Array(4).fill('adjusted'), 'already-made'])
  const listed = (await client['batches.list']({})).batches.find(({ id }) => id === batch)
  expect(listed).toMatchObject({ adjusted: 4, undoable: 0 })

  const beside = await client['batches.beside']({ id: batch })
  expect((await app.through(beside.batch!)).map(({ photo, state }) => [photo?.id, state])).toEqual(
    [slid, pinned, drafted, kept].map((photo) => [photo, 'done']),
  )
  for (const [at, photo] of ids.slice(0, 4).entries()) {
    const now = await versionsOf(app, photo)
    const others = now.slice(0, before[at].length)
    expect(others.map((version) => ({ ...version, current: false }))).toEqual(
      before[at].map((version) => ({ ...version, current: false })),
    )
    expect((await shownBy(app, photo))?.recipe).toEqual(averaged)
  }
  // The averaged one of `kept` was there: it serves again.
  expect(await versionsOf(app, kept)).toHaveLength(2)
  expect((await client['drafts.list']({ photo: drafted })).drafts).toMatchObject([{ recipe: warm }])

  expect(await client['batches.undo']({ id: beside.batch! })).toEqual({ undone: 4, left: 0 })
  expect(await Promise.all(ids.map((photo) => versionsOf(app, photo)))).toEqual([
    ...before.slice(0, 4),
    after[4],
  ])
  expect(plain).toBe(ids[4])
})

it('settings copied to others give them versions, and leave alone what was adjusted there', async () => {
  const app = await openAlbum(5, { coloured: true })
  const { client } = app
  const ids = app.ids.slice(0, 3)
  const from = await keep(app, ids[0], warm)
  await keep(app, ids[1], recipeOf({ adjustments: { saturation: 0.5 } }), 'pale')
  const before = await versionsOf(app, ids[1])
  const { batch } = await client['versions.copy']({ from: from.id, to: ids })
  expect(await reasons(app, batch!)).toEqual(['adjusted', 'done'])
  expect(await versionsOf(app, ids[1])).toEqual(before)
  const [plain, copied] = await versionsOf(app, ids[2])
  expect(plain.recipe).toEqual(recipeOf())
  expect(copied).toMatchObject({ recipe: warm, map: plain.map, current: true })
  // Once more: it is there already.
  const again = await client['versions.copy']({ from: from.id, to: [ids[2]] })
  expect(await reasons(app, again.batch!)).toEqual(['already-made'])
  await client['batches.undo']({ id: batch! })
  expect(await versionsOf(app, ids[2])).toEqual([{ ...plain, current: true }])
})

it('undoing a colouring cancels the rest of it, and a photo that was grey is grey again', async () => {
  const app = await openAlbum(6)
  const { client, ids } = app
  const { batch } = await client['colorize.start']({ ids, recipe: recipeOf() })
  await expect.poll(async () => (await shownBy(app, ids[0])) !== undefined, { timeout: 30_000 }).toBe(true)
  const { undone, left } = await client['batches.undo']({ id: batch })
  expect(left).toBe(0)
  expect(undone).toBeGreaterThan(0)
  const jobs = await app.through(batch)
  expect(jobs.some(({ state }) => state === 'cancelled')).toBe(true)
  const { photos } = await client['photos.page']({ query: everything, limit: 10 })
  expect(photos.map(({ version }) => version)).toEqual(Array(6).fill(null))
  for (const id of ids) expect(await versionsOf(app, id)).toEqual([])
})

it('two windows have a draft each, and keeping one leaves the other', async () => {
  const app = await openAlbum(5, { coloured: true })
  const { client, ids } = app
  const [photo] = ids
  const first = await saveDraft(app, photo, warm, undefined, 'one')
  if (first.state !== 'saved') throw new Error('the first draft was refused')
  // Both have it open; the other window is first.
  expect(await saveDraft(app, photo, hinted, first.draft, 'two')).toMatchObject({ state: 'saved' })
  const cool = recipeOf({ adjustments: { temperature: -0.4 } })
  expect(await saveDraft(app, photo, cool, { ...first.draft, revision: 0 + 1 }, 'three')).toEqual({
    state: 'outdated',
  })
  await saveDraft(app, photo, cool, undefined, 'three')
  const { drafts } = await client['drafts.list']({ photo })
  expect(drafts.map(({ recipe }) => recipe)).toEqual([hinted, cool])

  const { hash } = await client['photos.get']({ id: photo })
  const { ab } = await client['versions.ab']({ id: (await versionsOf(app, photo))[0].id })
  const draft = { id: drafts[1].id, revision: drafts[1].revision, writer: 'three' }
  const parent = (await versionsOf(app, photo))[0].id
  await client['versions.create']({ photo, hash, name: 'cool', recipe: cool, ab, draft, parent })
  expect((await client['drafts.list']({ photo })).drafts).toEqual([drafts[0]])
  expect(await shownBy(app, photo)).toMatchObject({ name: 'cool', recipe: cool })
})

it('an export keeps drafts as versions first where that is asked for, and never otherwise', async () => {
  const app = await openAlbum(5, { coloured: true })
  const { client, root } = app
  const ids = app.ids.slice(0, 2)
  // What a draft was developed from may be gone by the time it is kept.
  const basis = await keep(app, ids[0], recipeOf({ adjustments: { temperature: 0.2 } }))
  await saveDraft(app, ids[0], warm, undefined, 'one', basis.id)
  await client['versions.delete']({ id: basis.id })
  await saveDraft(app, ids[0], hinted, undefined, 'two')
  expect((await client['drafts.among']({ ids })).photos).toEqual([ids[0]])
  const settings = {
    ...{ folder: join(root, 'out'), format: 'png' as const, depth: 8 as const },
    ...{ pattern: '{name}', metadata: true },
  }
  const before = await versionsOf(app, ids[0])
  await app.through((await client['export.start']({ ids, settings })).batch)
  expect(await versionsOf(app, ids[0])).toEqual(before)
  expect((await client['drafts.list']({ photo: ids[0] })).drafts).toHaveLength(2)

  const { batch } = await client['export.start']({ ids, settings, keepDrafts: true })
  expect(await reasons(app, batch)).toEqual(['done', 'already-made'])
  const versions = await versionsOf(app, ids[0])
  expect(versions.slice(1).map(({ recipe, current }) => [recipe, current])).toEqual([
    [warm, false],
    [hinted, true],
  ])
  // Of the same colours as the plain version: the same file.
  expect(versions[1].map).toBe(versions[0].map)
  expect(new Set(versions.map(({ name }) => name)).size).toBe(3)
  expect((await client['photos.get']({ id: ids[0] })).draft).toBe(false)
  expect(readdirSync(join(root, 'out'))).toHaveLength(3)
})
