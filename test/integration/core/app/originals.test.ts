import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, it } from 'vitest'
import { Uploads } from '../../../../src/main/web/uploads.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { type OpenedApp, open, temporaryFolder } from '../../../fixtures/app/open.ts'
import { smallPicture, uploadFile, uploadFolder } from '../../../fixtures/app/upload.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort()
}

async function take({ client, through }: OpenedApp, paths: string[]) {
  return through((await client['import.start']({ paths })).batch)
}

/** What a user sees of the photos, with folders from a parent on. */
async function seen({ client }: OpenedApp, parent: string) {
  const { photos } = await client['photos.page']({ query: everything, limit: 100 })
  const details = await Promise.all(photos.map(({ id }) => client['photos.get']({ id })))
  const { folders } = await client['folders.list']({})
  const found = async (search: string) =>
    (await client['photos.ids']({ query: { ...everything, search } })).ids.length
  return {
    photos: details.map(({ path, name, taken, bytes }) => [relative(parent, path), name, taken, bytes]),
    folders: folders.map(({ path, photos }) => [relative(parent, path), photos]),
    below: (await client['photos.ids']({ query: { ...everything, folder: join(parent, 'Album 1920s') } })).ids
      .length,
    words: await Promise.all(['Album', '1920s', '1950', '1951', 'Zdjęcia', '2026-'].map(found)),
  }
}

it('a folder from the browser comes in as the same folder does by its path', async () => {
  const root = temporaryFolder()
  const tree: Record<string, Buffer> = {
    'Album 1920s/1950/img_0001.png': await smallPicture(10),
    'Album 1920s/1951/img_0001.png': await smallPicture(20),
    'Album 1920s/1951/Zdjęcia/Wedding 1953.png': await smallPicture(30),
    'Album 1920s/img_0001.png': await smallPicture(40),
  }
  for (const [path, bytes] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
  const desktop = await open(join(root, 'desktop'))
  await take(desktop, [join(root, 'Album 1920s')])
  const browser = await open(join(root, 'browser'))
  const [own, ...others] = await uploadFolder(browser.app, tree)
  expect(others).toEqual([])
  expect(relative(join(root, 'browser', 'originals'), own!)).toMatch(/^\d{4}-\d\d-\d\d.Album 1920s$/)
  await take(browser, [own!])
  expect(await seen(browser, dirname(own!))).toEqual(await seen(desktop, root))
})

it('folders of one name stay apart, and so do folders whose names differ in what no disk takes', async () => {
  const opened = await open(join(temporaryFolder(), 'library'))
  const uploads = new Uploads(opened.app.uploads)
  const files = async (tone: number) => ({
    'Scans/a:b/1.png': await smallPicture(tone),
    'Scans/a?b/1.png': await smallPicture(tone + 1),
  })
  const first = await uploadFolder(opened.app, await files(10), { folder: 'one', uploads })
  const second = await uploadFolder(opened.app, await files(20), { folder: 'two', uploads })
  await take(opened, [...first, ...second])
  const day = dirname(first[0]!)
  const found = filesBelow(day)
  expect(found).toEqual(
    ['Scans', 'Scans (2)']
      .flatMap((name) => ['ab (2)', 'ab'].map((below) => join(name, below, '1.png')))
      .sort(),
  )
})

it('an upload whose content is there already is not kept twice', async () => {
  const root = temporaryFolder()
  const outside = join(root, 'scan.png')
  writeFileSync(outside, await smallPicture(10))
  const opened = await open(join(root, 'library'))
  await take(opened, [outside])
  const originals = opened.app.uploads.folder
  const paths = await uploadFolder(opened.app, {
    'Box/a.png': await smallPicture(10),
    'Box/b.png': await smallPicture(20),
    'Box/deep/c.png': await smallPicture(20),
  })
  const jobs = await take(opened, paths)
  expect(jobs.map(({ reason }) => reason).sort()).toEqual(['duplicate', 'duplicate', null])
  await expect.poll(() => filesBelow(originals)).toHaveLength(1)
  expect(readFileSync(outside)).toEqual(await smallPicture(10))
  // The copy of a photo whose file is gone is the photo.
  rmSync(outside)
  await take(opened, [await uploadFile(opened.app, 'again.png', await smallPicture(10))])
  expect(filesBelow(originals)).toHaveLength(2)
  await opened.close()
  expect(filesBelow(originals)).toHaveLength(2)
})

it('the copy that a photo had before it followed another upload goes', async () => {
  const opened = await open(join(temporaryFolder(), 'library'))
  const { client, app } = opened
  const [first] = await take(opened, [await uploadFile(app, 'one.png', await smallPicture(10))])
  await client['photos.remove']({ ids: [first!.photo!.id], removed: true })
  await take(opened, [await uploadFile(app, 'two.png', await smallPicture(10))])
  await expect
    .poll(() => filesBelow(app.uploads.folder).map((path) => path.split(sep)[1]))
    .toEqual(['two.png'])
  expect((await client['photos.get']({ id: first!.photo!.id })).name).toBe('two.png')
})

it('deleting for good says what it frees, does it, and touches no other original', async () => {
  const root = temporaryFolder()
  const outside = join(root, 'scan.png')
  writeFileSync(outside, await smallPicture(10))
  const opened = await open(join(root, 'library'))
  const { client, app } = opened
  const own = await uploadFolder(app, {
    'Box/a.png': await smallPicture(20),
    'Box/b.png': await smallPicture(30),
  })
  await take(opened, [outside, ...own])
  const { ids } = await client['photos.ids']({ query: everything })
  const [a, b, scan] = ids as [number, number, number]
  // Nothing that is in sight is ever deleted.
  expect(await client['photos.deleteForGood']({ ids })).toEqual({ photos: 0, copies: 0, bytes: 0, kept: 3 })
  const { act } = await client['photos.remove']({ ids: [a, scan], removed: true })
  const { length: bytes } = await smallPicture(20)
  const freed = { photos: 2, copies: 1, bytes, kept: 1 }
  expect(await client['photos.deletion']({ ids })).toEqual(freed)
  expect(filesBelow(app.uploads.folder)).toHaveLength(2)
  expect(await client['photos.deleteForGood']({ ids })).toEqual(freed)
  expect(filesBelow(app.uploads.folder).map((path) => path.split(sep).at(-1))).toEqual(['b.png'])
  expect(existsSync(outside)).toBe(true)
  expect((await client['photos.ids']({ query: everything })).ids).toEqual([b])
  await expect(client['library.undo']({ act: act! })).rejects.toMatchObject({ kind: 'undo-impossible' })
  await expect(client['photos.get']({ id: a })).rejects.toMatchObject({ kind: 'bad-request' })
})

it('an import that is given up leaves nothing of what it did not take in', async () => {
  const opened = await open(join(temporaryFolder(), 'library'))
  const { client, app } = opened
  const files = Object.fromEntries(
    await Promise.all(
      Array.from({ length: 12 }, async (_, i) => [`Box/${i}.png`, await smallPicture(i * 10)] as const),
    ),
  )
  const { batch } = await client['import.start']({ paths: await uploadFolder(app, files) })
  await client['batches.cancel']({ id: batch })
  await opened.close()
  const again = await open(dirname(app.uploads.folder))
  const { photos } = await again.client['photos.page']({ query: everything, limit: 100 })
  expect(filesBelow(app.uploads.folder)).toHaveLength(photos.length)
  expect(photos.length).toBeLessThan(12)
})

it('the check finds what nothing names, says what is missing, and cleans up on demand', async () => {
  const root = temporaryFolder()
  const library = join(root, 'library')
  const outside = join(root, 'scan.png')
  writeFileSync(outside, await smallPicture(10))
  const first = await open(library)
  await take(first, [outside, ...(await uploadFolder(first.app, { 'Box/a.png': await smallPicture(20) }))])
  // Uploaded and never imported: it waits as long as the page may still say so.
  await uploadFolder(first.app, { 'Lost/b.png': await smallPicture(30) }, { folder: 'lost' })
  const nothing = { files: 0, bytes: 0 }
  expect(await first.client['library.check']({})).toEqual({
    originals: nothing,
    maps: nothing,
    missing: { photos: 0, paths: [] },
    setAside: false,
  })
  await first.close()

  mkdirSync(join(library, 'maps', 'ab'), { recursive: true })
  writeFileSync(join(library, 'maps', 'ab', 'lost.ttab'), 'xyz')
  rmSync(outside)
  const { client, app } = await open(library)
  const { length: bytes } = await smallPicture(30)
  expect(await client['library.check']({})).toEqual({
    originals: { files: 1, bytes },
    maps: { files: 1, bytes: 3 },
    missing: { photos: 1, paths: [outside] },
    setAside: false,
  })
  expect((await client['photos.ids']({ query: { ...everything, smart: 'missing' } })).ids).toHaveLength(1)
  expect(await client['library.clean']({})).toEqual({ files: 2, bytes: bytes + 3 })
  expect(filesBelow(app.uploads.folder).map((path) => path.split(sep).slice(1))).toEqual([['Box', 'a.png']])
  const [day] = readdirSync(app.uploads.folder)
  expect(readdirSync(join(app.uploads.folder, day!))).toEqual(['Box'])
  expect(await client['library.clean']({})).toEqual(nothing)
})

it('what a restored library does not know can be added again instead', async () => {
  const library = join(temporaryFolder(), 'library')
  const first = await open(library)
  await uploadFolder(first.app, { 'Lost/b.png': await smallPicture(30) })
  await first.close()
  const opened = await open(library)
  const { batch } = await opened.client['library.adopt']({})
  await opened.through(batch!)
  expect(filesBelow(opened.app.uploads.folder)).toHaveLength(1)
  expect((await opened.client['library.check']({})).originals.files).toBe(0)
  expect(await opened.client['library.adopt']({})).toEqual({ batch: null })
})

it('what may belong to a library that was set aside is found and added again, and never deleted', async () => {
  const library = join(temporaryFolder(), 'library')
  const first = await open(library)
  await take(first, await uploadFolder(first.app, { 'Box/a.png': await smallPicture(20) }))
  await first.close()
  // Begun anew: the former one, whose photo this is, lies beside.
  mkdirSync(join(library, 'set-aside-2026-11-24'))
  rmSync(join(library, 'library.sqlite'))
  rmSync(join(library, 'backups'), { recursive: true })
  const opened = await open(library)
  const { length: bytes } = await smallPicture(20)
  expect(await opened.client['library.check']({})).toMatchObject({
    originals: { files: 1, bytes },
    setAside: true,
  })
  expect(await opened.client['library.clean']({})).toEqual({ files: 0, bytes: 0 })
  await opened.through((await opened.client['library.adopt']({})).batch!)
  expect((await opened.client['photos.ids']({ query: everything })).ids).toHaveLength(1)
  expect(filesBelow(opened.app.uploads.folder)).toHaveLength(1)
})

it('copies of a library that was moved, or is opened through a link, are no orphans', async () => {
  const root = temporaryFolder()
  const library = join(root, 'library')
  const first = await open(library)
  await take(first, await uploadFolder(first.app, { 'Box/a.png': await smallPicture(20) }))
  await first.close()
  symlinkSync(library, join(root, 'link'))
  const linked = await open(join(root, 'link'))
  expect(await linked.client['library.clean']({})).toMatchObject({ files: 0 })
  await linked.close()
  renameSync(library, join(root, 'moved'))
  const moved = await open(join(root, 'moved'))
  expect(await moved.client['library.clean']({})).toMatchObject({ files: 0 })
  expect(filesBelow(moved.app.uploads.folder)).toHaveLength(1)
})

it('the only copy of what a photo lost is no orphan', async () => {
  const opened = await open(join(temporaryFolder(), 'library'))
  const { app, client } = opened
  const path = await uploadFile(app, 'a.png', await smallPicture(20))
  await take(opened, [path])
  renameSync(path, join(dirname(path), 'renamed by hand.png'))
  expect(await client['library.clean']({})).toMatchObject({ files: 0 })
  // A photo that is another picture by now does not stand for what it was.
  writeFileSync(path, await smallPicture(21))
  utimesSync(path, 1, 1)
  expect(await client['library.clean']({})).toMatchObject({ files: 0 })
})
