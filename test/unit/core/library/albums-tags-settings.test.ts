import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../../../src/shared/contract/library.ts'
import { enter, libraryInMemory } from './fixture.ts'

const bad = expect.objectContaining({ kind: 'bad-request' })

describe('albums', () => {
  it('keep the order their photos are put in', () => {
    const { library } = libraryInMemory()
    const [a, b, c, d] = enter(library, '/a.jpg', '/b.jpg', '/c.jpg', '/d.jpg')
    const album = library.albums.create('  Oma ')
    library.albums.addPhotos(album, [c, a])
    library.albums.addPhotos(album, [a, d, b, 999])
    const order = () => library.photos.ids({ album, sort: 'album' })
    expect(order()).toEqual([c, a, d, b])
    library.albums.removePhotos(album, [c])
    expect(order()).toEqual([a, d, b])
    expect(library.albums.list()).toEqual([{ id: album, name: 'Oma', photos: 3 }])
    expect(library.albums.of(a)).toEqual([album])
  })

  it('page by hand in both directions, also with ids out of order', () => {
    const { library } = libraryInMemory()
    const ids = enter(library, ...Array.from({ length: 50 }, (_, index) => `/${index}.jpg`)).toReversed()
    const album = library.albums.create('A')
    library.albums.addPhotos(album, ids)
    const query = { album, sort: 'album' } as const
    const first = library.photos.page(query, { limit: 20 })
    const second = library.photos.page(query, { after: first.end, limit: 20 })
    const back = library.photos.page(query, { before: second.start, limit: 20 })
    expect([...first.photos, ...second.photos].map(({ id }) => id)).toEqual(ids.slice(0, 40))
    expect(back).toEqual(first)
  })

  it('are listed as people count, renamed, and dissolved without harm to photos', () => {
    const { library } = libraryInMemory()
    const [a] = enter(library, '/a.jpg')
    const [ten, two] = ['Box 10', 'Box 2'].map((name) => library.albums.create(name))
    library.albums.addPhotos(two, [a])
    expect(library.albums.list().map(({ name }) => name)).toEqual(['Box 2', 'Box 10'])
    library.albums.rename(ten, 'Attic')
    library.albums.remove(two)
    expect(library.albums.list()).toEqual([{ id: ten, name: 'Attic', photos: 0 }])
    expect(library.photos.count({})).toBe(1)
    expect(() => library.albums.create(' ')).toThrow(bad)
  })
})

describe('tags', () => {
  it('are one in whatever case and coding they are written', () => {
    const { library } = libraryInMemory()
    const [a, b] = enter(library, '/a.jpg', '/b.jpg')
    library.tags.add(' Gro\u00dfe  Ta\u0308nte', [a])
    library.tags.add('gro\u00dfe t\u00e4nte', [a, b, 999])
    expect(library.tags.list()).toEqual([{ name: 'Gro\u00dfe T\u00e4nte', photos: 2 }])
    library.tags.remove('GRO\u00dfE T\u00c4NTE', [a])
    expect([library.tags.of(a), library.tags.of(b)]).toEqual([[], ['Gro\u00dfe T\u00e4nte']])
    expect(() => library.tags.add('  ', [a])).toThrow(bad)
  })
})

describe('settings', () => {
  it('have defaults, and keep what was chosen', () => {
    const { library } = libraryInMemory()
    expect(library.settings.all()).toEqual(settingsSchema.parse({}))
    library.settings.change({ theme: 'dark', size: 512 })
    expect(library.settings.all()).toEqual({ ...settingsSchema.parse({}), theme: 'dark', size: 512 })
  })

  it('refuse values out of range and unknown names, and then change nothing', () => {
    const { library } = libraryInMemory()
    const changes: object[] = [
      { theme: 'dark', size: 300 },
      { theme: 'dark', nonsense: 1 },
      { theme: 'dark', toString: 1 },
    ]
    for (const change of changes) expect(() => library.settings.change(change as never)).toThrow(bad)
    expect(library.settings.all()).toEqual(settingsSchema.parse({}))
  })

  it('that this version does not understand fall back alone, and are not overwritten', () => {
    const { library, connection } = libraryInMemory()
    connection.execute(`INSERT INTO settings VALUES ('theme', '"sepia"'), ('size', '512'), ('later', '1')`)
    expect(library.settings.all()).toEqual({ ...settingsSchema.parse({}), size: 512 })
    expect(connection.query("SELECT value FROM settings WHERE key = 'theme'").get()).toEqual({
      value: '"sepia"',
    })
  })
})
