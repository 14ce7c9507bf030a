import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { samples } from '../../../corpus/samples.ts'
import { open, temporaryFolder } from '../../../fixtures/app/open.ts'

it('what was done to the library is undone over the contract, and told to who looks', async () => {
  const root = temporaryFolder()
  const folder = join(root, 'scans')
  mkdirSync(folder)
  for (const name of ['a.jpg', 'b.jpg']) {
    copyFileSync(name === 'a.jpg' ? samples.hayes : samples.detroit, join(folder, name))
  }
  const { app, client, through } = await open(join(root, 'library'))
  await through((await client['import.start']({ paths: [folder] })).batch)
  const [one, other] = (await client['photos.ids']({ query: photoQuerySchema.parse({}) })).ids
  const state = async () => ({
    photos: await Promise.all([one, other].map((id) => client['photos.get']({ id }))),
    albums: (await client['albums.list']({})).albums,
    tags: (await client['tags.list']({})).tags,
    folders: (await client['folders.list']({})).folders,
    removed: await client['photos.ids']({ query: photoQuerySchema.parse({ smart: 'removed' }) }),
  })
  await client['photos.tag']({ ids: [one], tag: 'Oma', on: true })
  const album = await client['albums.create']({ name: 'Attic', ids: [one] })
  expect(album).toMatchObject({ name: 'Attic', photos: 1 })

  const ids = [one, other]
  const acts = [
    () => client['photos.tag']({ ids, tag: 'oma', on: true }),
    () => client['albums.photos']({ id: album.id, ids, on: true }),
    () => client['photos.favourite']({ ids, favourite: true }),
    () => client['photos.date']({ ids, taken: '1936-07' }),
    () => client['photos.caption']({ id: one, caption: 'By the lake' }),
    () => client['photos.remove']({ ids: [other], removed: true }),
    () => client['albums.rename']({ id: album.id, name: 'Cellar' }),
    () => client['albums.delete']({ id: album.id }),
    () => client['albums.create']({ name: 'New', ids }),
    () => client['folders.watch']({ path: folder, watched: true }),
  ]
  for (const act of acts) {
    const before = await state()
    const { act: done } = await act()
    expect(await state()).not.toEqual(before)
    await client['library.undo']({ act: done! })
    expect(await state()).toEqual(before)
  }
  expect(await client['photos.tag']({ ids: [one], tag: 'OMA', on: true })).toEqual({ act: null })

  const told: (number[] | undefined)[] = []
  app.events.subscribe((name, payload) => {
    if (name === 'photos.changed') told.push((payload as { ids?: number[] }).ids)
  })
  const { act } = await client['photos.favourite']({ ids: [other], favourite: true })
  await expect.poll(() => told.length).toBe(1)
  await client['library.undo']({ act: act! })
  await expect.poll(() => told[1]).toEqual([other])
  await expect(client['library.undo']({ act: act! })).rejects.toMatchObject({ kind: 'undo-impossible' })
})
