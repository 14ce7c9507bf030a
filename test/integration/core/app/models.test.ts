import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { networkType } from '../../../../src/main/nn/networks/catalogue.ts'
import { writeModel } from '../../../../src/main/nn/weights/write-model.ts'
import type { AppEvents } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { type OpenedApp, open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'
import { writeTunedOf } from '../../../fixtures/engine/tuned-model.ts'
import { makeAlbum } from '../../../fixtures/kill/album.ts'
import { writeOldBase } from '../../../fixtures/models/base.ts'

const { home } = await vi.hoisted(() => import('../../../fixtures/models/home.ts'))

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

let folder: string
beforeEach(async () => {
  folder = temporaryFolder()
  const base = await writeOldBase(join(folder, 'old-base'))
  await writeTunedOf(base, join(folder, 'own'), { id: 'own', title: "Oma's album" })
  for (const id of ['old-base', 'own']) {
    cpSync(join(folder, id), join(home, 'models', id), { recursive: true })
  }
})

/** Names of the events that are told from now on, with what is told. */
function listen({ app }: OpenedApp): [name: keyof AppEvents, payload: unknown][] {
  const told: [keyof AppEvents, unknown][] = []
  app.events.subscribe((name, payload) => {
    if (name.startsWith('models.') || name.startsWith('settings.')) told.push([name, payload])
  })
  return told
}

it('lists what there is, and what each is', async () => {
  const network = { type: 'pix2pix-unet', levels: 3, filters: 2 } as const
  const weights = networkType(network).draw!(network, 1)
  const info = { id: 'tutorial', title: 'Tutorial', revision: '1', licence: 'MIT', network }
  await writeModel(join(home, 'models', 'tutorial'), weights, info)
  const { client } = await open(join(folder, 'library'))
  const { models } = await client['models.list']({})
  expect(models).toMatchObject([
    { id: 'tintype-mobile', shipped: true, likeness: true, tunable: true, tuned: null },
    {
      id: 'old-base',
      title: 'Old base',
      revision: '7',
      shipped: false,
      licence: 'MIT',
      likeness: true,
      tunable: true,
      tuned: null,
    },
    {
      ...{ id: 'own', title: "Oma's album", shipped: false, likeness: true, tunable: true },
      tuned: { base: { id: 'old-base', title: 'Old base' }, strength: 1, result: { learntFrom: 40 } },
    },
    { id: 'tutorial', shipped: false, likeness: false, tunable: false, tuned: null },
  ])
})

it('colours anew at another strength, and only then', async () => {
  const opened = await open(join(folder, 'library'))
  const { client, through } = opened
  await makeAlbum(join(folder, 'album'), 1)
  await through((await client['import.start']({ paths: [join(folder, 'album')] })).batch)
  const { ids } = await client['photos.ids']({ query: everything })
  const [photo] = ids
  const colour = async (model: string) => {
    const { batch } = await client['colorize.start']({ ids, recipe: recipeOf({ model }) })
    const [{ state, reason }] = await through(batch)
    return reason ?? state
  }
  const versions = async () => (await client['versions.list']({ photo })).versions
  const current = async () => {
    const { id } = (await versions()).find((version) => version.current)!
    return (await client['versions.ab']({ id })).ab
  }
  const ownModel = async () =>
    (await client['photos.page']({ query: everything, limit: 1 })).photos[0].ownModel

  expect(await colour('tintype-mobile')).toBe('done')
  expect(await ownModel()).toBe(false)
  expect(await colour('old-base')).toBe('done')
  const ofBase = await current()
  expect(await colour('own')).toBe('done')
  expect(await ownModel()).toBe(true)
  const own = await current()
  expect(own).not.toEqual(ofBase)
  expect(await colour('own')).toBe('already-made')

  const told = listen(opened)
  // As a slider does it.
  await Promise.all([0.9, 0.4, 0].map((strength) => client['models.strength']({ id: 'own', strength })))
  expect(told).toEqual(Array(3).fill(['models.changed', {}]))
  expect(await colour('own')).toBe('done')
  expect(await current()).toEqual(ofBase)
  const weightsOf = async () =>
    (await client['models.list']({})).models.find(({ id }) => id === 'own')!.weights
  const made = (await versions()).find((version) => version.current)!.weights
  expect(made).toBe(await weightsOf())
  await client['models.strength']({ id: 'own', strength: 1 })
  expect(await weightsOf()).not.toBe(made)
  expect(await colour('own')).toBe('done')
  expect(await current()).toEqual(own)
  expect(await versions()).toHaveLength(4)
})

it('gives a model another name, and lets it go and come back as one file', async () => {
  const opened = await open(join(folder, 'library'))
  const { client } = opened
  const told = listen(opened)
  await client['settings.set']({ model: 'own' })
  told.length = 0

  await client['models.rename']({ id: 'own', title: ' Großmutter 1931 ' })
  // A folder that is yet to be made.
  const out = join(folder, 'out', 'models')
  const exported = { id: 'own', folder: out }
  const { path } = await client['models.export'](exported)
  expect(path).toBe(join(out, 'Großmutter 1931.tintype'))
  expect(await client['models.export'](exported)).toEqual({ path: join(out, 'Großmutter 1931-2.tintype') })
  expect(told).toEqual([['models.changed', {}]])

  await client['models.remove']({ id: 'own' })
  expect(existsSync(join(home, 'models', 'own'))).toBe(false)
  const settings = await client['settings.get']({})
  expect(settings.model).toBe('tintype-mobile')
  expect(told.slice(1)).toEqual([
    ['models.changed', {}],
    ['settings.changed', settings],
  ])

  await client['models.remove']({ id: 'old-base' })
  const first = await client['models.import']({ path })
  const second = await client['models.import']({ path })
  expect([first, second]).toEqual([{ id: 'own' }, { id: 'own-2' }])
  const { models } = await client['models.list']({})
  expect(models.filter(({ tuned }) => tuned).map(({ title }) => title)).toEqual(
    Array(2).fill('Großmutter 1931'),
  )
  expect(told.slice(3)).toEqual(Array(3).fill(['models.changed', {}]))
  await client['models.remove']({ id: 'own-2' })
})

it('refuses what cannot be, and tells of no change', async () => {
  const opened = await open(join(folder, 'library'))
  const { client } = opened
  const told = listen(opened)
  const bad = { kind: 'bad-request' }
  await expect(client['models.strength']({ id: 'tintype-mobile', strength: 1 })).rejects.toMatchObject(bad)
  await expect(client['models.rename']({ id: 'tintype-mobile', title: 'Mine' })).rejects.toMatchObject(bad)
  await expect(client['models.remove']({ id: 'tintype-mobile' })).rejects.toMatchObject(bad)
  await expect(client['models.export']({ id: 'own', folder: 'here' })).rejects.toMatchObject(bad)
  await expect(client['models.remove']({ id: 'nowhere' })).rejects.toMatchObject({ kind: 'model-missing' })
  await expect(client['models.import']({ path: join(folder, 'album') })).rejects.toMatchObject({
    kind: 'model-damaged',
  })
  expect(told).toEqual([])
})
