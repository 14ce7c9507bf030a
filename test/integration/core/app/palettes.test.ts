import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'
import { makeAlbum } from '../../../fixtures/kill/album.ts'
import { layOldLibrary } from '../../../fixtures/old-library.ts'

const colours = [{ name: 'Field grey', a: -3, b: 8 }]

it('a palette outlasts the app, goes to another library as a file, and is never overwritten there', async () => {
  const folder = temporaryFolder()
  const first = await open(join(folder, 'one'))
  const { id } = await first.client['palettes.create']({ name: 'Grandfather', colours })
  const handy = { palette: id, recentColours: [{ a: 1, b: 2 }, ...colours] }
  await first.client['settings.set'](handy)
  await first.close()
  const again = await open(join(folder, 'one'))
  expect((await again.client['palettes.list']({})).palettes).toEqual([{ id, name: 'Grandfather', colours }])
  expect(await again.client['settings.get']({})).toMatchObject(handy)
  const given = join(folder, 'given')
  for (const name of ['Grandfather.json', 'Grandfather (2).json']) {
    expect(await again.client['palettes.export']({ id, folder: given })).toEqual({ path: join(given, name) })
  }
  await expect(again.client['palettes.export']({ id, folder: 'given' })).rejects.toThrow('no full path')
  const text = readFileSync(join(given, 'Grandfather (2).json'), 'utf8')
  const { client } = await open(join(folder, 'other'))
  for (const _ of [1, 2]) await client['palettes.import']({ text })
  const { palettes } = await client['palettes.list']({})
  expect(palettes.map(({ name }) => name)).toEqual(['Grandfather', 'Grandfather (2)'])
  expect(palettes.map((palette) => palette.colours)).toEqual([colours, colours])
  await client['palettes.change']({ id: palettes[1].id, name: 'Grandfather' })
  expect((await client['palettes.list']({})).palettes.map(({ name }) => name)).toEqual([
    'Grandfather',
    'Grandfather (2)',
  ])
  await expect(client['palettes.import']({ text: '{' })).rejects.toMatchObject({ kind: 'palette-unreadable' })
  const { act } = await client['palettes.delete']({ id: palettes[0].id })
  await client['library.undo']({ act: act! })
  expect((await client['palettes.list']({})).palettes).toEqual(palettes)
})

it('the colours of hints are gathered from the versions that are shown', async () => {
  const folder = temporaryFolder()
  await makeAlbum(join(folder, 'album'), 2)
  const app = await open(join(folder, 'library'))
  const { batch } = await app.client['import.start']({ paths: [join(folder, 'album')] })
  await app.through(batch)
  const query = photoQuerySchema.parse({ sort: 'name', descending: false })
  const { ids } = await app.client['photos.ids']({ query })
  const hints = [{ x: 0.5, y: 0.5, radius: 0.05, a: 60, b: 40, name: 'Her dress' }]
  const hinted = recipeOf({ hints, hintMethod: 'field-1' })
  await app.through((await app.client['colorize.start']({ ids: [ids[0]], recipe: hinted })).batch)
  await app.through((await app.client['colorize.start']({ ids: [ids[1]], recipe: recipeOf() })).batch)
  expect(await app.client['palettes.gather']({ photos: ids })).toEqual({
    colours: [{ name: 'Her dress', a: 60, b: 40 }],
  })
})

it('a library of 0.1 has no palette yet, and gives its hints for one', async () => {
  const { library } = layOldLibrary(temporaryFolder())
  const { client } = await open(library)
  expect(await client['palettes.list']({})).toEqual({ palettes: [] })
  expect(await client['settings.get']({})).toMatchObject({ recentColours: [], palette: null })
  const { ids } = await client['photos.ids']({ query: photoQuerySchema.parse({}) })
  const { colours: found } = await client['palettes.gather']({ photos: ids })
  expect(found.length).toBeGreaterThan(0)
  const named = found.map(({ a, b }, index) => ({ name: `Colour ${index + 1}`, a, b }))
  const { id } = await client['palettes.create']({ name: 'Of before', colours: named })
  expect((await client['palettes.list']({})).palettes).toEqual([{ id, name: 'Of before', colours: named }])
})
