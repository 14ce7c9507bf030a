import { describe, expect, it } from 'vitest'
import { databaseAt, enter, flat, libraryInMemory, origin, picture, recipe } from './fixture.ts'

const there = (): boolean => true
const gone = (): boolean => false
const torn = { kind: 'picture-damaged', message: 'torn' } as const

describe('entering files', () => {
  it('keeps every path exactly, however odd', () => {
    const { library } = libraryInMemory()
    const paths = [
      '/fotos/Zdjęcia/Großmutter #1 100%.tif',
      '/fotos/\u00e9.jpg',
      '/fotos/e\u0301.jpg',
      '/fotos/%41 _?*[x].jpg',
      '/fotos/ leading and trailing .jpg ',
      '/fotos/quote \' " ; DROP TABLE photos;--.jpg',
      `/fotos/${'very long/'.repeat(400)}end.jpg`,
      '/fotos/家族/写真.jpg',
      '/fotos/🎞.jpg',
    ]
    const ids = enter(library, ...paths)
    expect(ids.map((id) => library.photos.detail(id).path)).toEqual(paths)
    expect(new Set(ids).size).toBe(paths.length)
  })

  it('refuses paths that would not come back as they were, and enters none of their batch', () => {
    const { library } = libraryInMemory()
    for (const path of ['relative.jpg', '/fotos/\ud800.jpg', '/fotos/a\0b.jpg']) {
      expect(() => enter(library, '/fotos/good.jpg', path)).toThrow(
        expect.objectContaining({ kind: 'bad-request' }),
      )
    }
    expect(library.photos.count({})).toBe(0)
  })

  it('refuses a date in another form', () => {
    const { library } = libraryInMemory()
    const file = picture('/a.jpg', { taken: { date: '12.7.1912', source: 'name' } })
    expect(() => library.intake.enter([file])).toThrow(expect.objectContaining({ kind: 'bad-request' }))
  })

  it('knows a file it has seen, and keeps what the user said of it', () => {
    const { library } = libraryInMemory()
    const [id] = enter(library, '/a.jpg')
    library.photos.setCaption([id], 'Oma')
    library.photos.setError(id, { kind: 'worker-crashed', message: 'died' })
    expect(library.intake.enter([picture('/a.jpg', { caption: 'scanner' })])).toMatchObject([
      { id, status: 'known' },
    ])
    expect(library.photos.detail(id)).toMatchObject({ caption: 'Oma', error: { kind: 'worker-crashed' } })
  })

  it('reports the same content at another existing path as a duplicate, also within one batch', () => {
    const { library } = libraryInMemory()
    const result = library.intake.enter(
      [picture('/a.jpg', { hash: 'x' }), picture('/copy.jpg', { hash: 'x' }), picture('/b.jpg')],
      { exists: there },
    )
    expect(result.map(({ status }) => status)).toEqual(['added', 'duplicate', 'added'])
    expect(result[1].id).toBe(result[0].id)
    expect(library.photos.count({})).toBe(2)
  })

  it('lets the photo follow when the file was moved, with all that belongs to it', () => {
    const { library } = libraryInMemory()
    const [id] = enter(library, '/old/a.jpg')
    library.photos.setMissing([id], true)
    library.tags.add('Oma', [id])
    const version = library.versions.add({ photo: id, ab: flat(3), recipe: recipe(), origin })
    const moved = picture('/new/a.jpg', { hash: '/old/a.jpg' })
    expect(library.intake.enter([moved], { exists: gone })).toMatchObject([{ id, status: 'moved' }])
    expect(library.photos.detail(id)).toMatchObject({
      path: '/new/a.jpg',
      state: 'present',
      tags: ['Oma'],
      version: { id: version.id },
    })
    expect(library.folders.list()).toEqual([{ path: '/new', photos: 1, watched: false }])
  })

  it('of several photos that could follow takes the one of the same name', () => {
    const { library } = libraryInMemory()
    const both = ['/x/a.jpg', '/x/b.jpg'].map((path) => picture(path))
    const [, b] = library.intake.enter(both).map(({ id }) => id)
    // Two files of different content became equal: possible when the user overwrites one with the other.
    library.intake.enter([picture('/x/a.jpg', { hash: 'x' }), picture('/x/b.jpg', { hash: 'x' })])
    const found = library.intake.enter([picture('/y/b.jpg', { hash: 'x' })], { exists: gone })
    expect(found).toMatchObject([{ id: b, status: 'moved' }])
  })

  it('takes the current version off a photo whose content changed, but forgets none', () => {
    const { library } = libraryInMemory()
    const [id] = enter(library, '/a.jpg')
    const version = library.versions.add({ photo: id, ab: flat(3), recipe: recipe(), origin })
    const changed = picture('/a.jpg', { hash: 'other', width: 99 })
    expect(library.intake.enter([changed])).toMatchObject([{ id, status: 'changed' }])
    expect(library.photos.detail(id)).toMatchObject({ width: 99, version: null })
    expect(library.versions.of(id)).toMatchObject([{ id: version.id, stale: true, current: false }])
    expect(() => library.versions.makeCurrent(version.id)).toThrow('Colour it again')
  })

  it('brings a removed photo back when its file is entered again', () => {
    const { library } = libraryInMemory()
    const [id] = enter(library, '/a.jpg')
    library.versions.add({ photo: id, ab: flat(3), recipe: recipe(), origin })
    library.photos.remove([id])
    expect(library.intake.enter([picture('/a.jpg')])).toMatchObject([{ id, status: 'restored' }])
    library.photos.remove([id])
    const elsewhere = picture('/b.jpg', { hash: '/a.jpg' })
    expect(library.intake.enter([elsewhere], { exists: there })).toMatchObject([{ id, status: 'restored' }])
    expect(library.photos.page({}, { limit: 9 }).photos).toMatchObject([{ id, version: { map: /\w{64}/ } }])
  })
})

describe('bad files', () => {
  const bad = (path: string, hash: string | null = 'empty') => ({
    path,
    hash,
    bytes: 0,
    modified: 1,
    error: torn,
  })

  it('are each on record, though all empty files are alike', () => {
    const { library } = libraryInMemory()
    const result = library.intake.enter([bad('/a.jpg'), bad('/b.jpg'), bad('/c.jpg', null)], {
      exists: there,
    })
    expect(result.map(({ status }) => status)).toEqual(['added', 'added', 'added'])
    const shown = (['all', 'failed', 'uncoloured'] as const).map((smart) => library.photos.count({ smart }))
    expect(shown).toEqual([3, 3, 0])
    expect(library.photos.detail(result[0].id)).toMatchObject({ state: 'bad', error: torn, width: 0 })
  })

  it('become photos once they can be read', () => {
    const { library } = libraryInMemory()
    const [{ id }] = library.intake.enter([bad('/a.jpg')])
    expect(library.intake.enter([picture('/a.jpg')])).toMatchObject([{ id, status: 'changed' }])
    expect(library.photos.detail(id)).toMatchObject({
      state: 'present',
      error: null,
      width: 4,
      format: 'jpeg',
    })
  })

  it('that cannot be read for a while lose nothing', () => {
    const { library } = libraryInMemory()
    const [id] = enter(library, '/a.jpg')
    library.versions.add({ photo: id, ab: flat(3), recipe: recipe(), origin })
    library.intake.enter([bad('/a.jpg', null)])
    expect(library.photos.detail(id)).toMatchObject({ state: 'bad', hash: '/a.jpg', version: { id: 1 } })
    library.intake.enter([picture('/a.jpg')])
    expect(library.photos.detail(id)).toMatchObject({ state: 'present', error: null, version: { id: 1 } })
  })
})

describe('folders', () => {
  it('are searched by their path from the imported folder on, not by where that lies', () => {
    const { library } = libraryInMemory()
    library.intake.enter([picture('/home/anna/Scans/Oma/1.jpg')], { root: '/home/anna/Scans' })
    expect(library.photos.count({ search: 'oma' })).toBe(1)
    expect(library.photos.count({ search: 'scans' })).toBe(1)
    expect(library.photos.count({ search: 'anna' })).toBe(0)
  })

  it('hold what lies below them, and nothing that only begins alike', () => {
    const { library } = libraryInMemory()
    enter(library, '/s/Oma/a.jpg', '/s/Oma/1930/b.jpg', '/s/Oma 2/c.jpg', '/s/Oma%/d.jpg', '/s/e.jpg')
    const names = (folder: string) =>
      library.photos.page({ folder, sort: 'name' }, { limit: 9 }).photos.map((p) => p.name)
    expect(names('/s/Oma')).toEqual(['a.jpg', 'b.jpg'])
    expect(names('/s/Oma%')).toEqual(['d.jpg'])
    expect(names('/')).toHaveLength(5)
  })

  it('stay listed while they are watched', () => {
    const { library } = libraryInMemory()
    library.folders.watch('/s/new', true)
    expect(library.folders.list()).toEqual([{ path: '/s/new', photos: 0, watched: true }])
    library.folders.watch('/s/new', false)
    expect(library.folders.list()).toEqual([])
  })
})

it('a database in memory answers like one on disk', () => {
  expect(databaseAt().pragma('foreign_keys')).toBe(1)
})
