import { describe, expect, it } from 'vitest'
import { appJobs } from '../../../../src/main/core/jobs/tasks.ts'
import type { Library, LibraryQuery } from '../../../../src/main/core/library/index.ts'
import { type Cursor, pageSql } from '../../../../src/main/core/library/photos.ts'
import { select } from '../../../../src/main/core/library/query.ts'
import { enter, picture as file, flat, libraryInMemory, origin, picture, planOf, recipe } from './fixture.ts'

function namesOf(library: Library, query: LibraryQuery): string[] {
  return library.photos.page(query, { limit: 100 }).photos.map(({ name }) => name)
}

describe('orders', () => {
  it('by name count as people do', () => {
    const { library } = libraryInMemory()
    enter(
      library,
      '/Scan 10.jpg',
      '/scan 2.jpg',
      '/Éa.jpg',
      '/ez.jpg',
      '/Scan 002b.jpg',
      `/${'9'.repeat(30)}.jpg`,
    )
    const expected = [
      `${'9'.repeat(30)}.jpg`,
      'Éa.jpg',
      'ez.jpg',
      'scan 2.jpg',
      'Scan 002b.jpg',
      'Scan 10.jpg',
    ]
    expect(namesOf(library, { sort: 'name' })).toEqual(expected)
    expect(namesOf(library, { sort: 'name', descending: true })).toEqual(expected.toReversed())
  })

  it('by date put less precise dates first in their time, and photos without a date last', () => {
    const { library } = libraryInMemory()
    const dates = ['1912-07-14T10:00:00', null, '1912', '1912-07', '1913']
    const files = dates.map((date, index) =>
      file(`/${index}.jpg`, { taken: date === null ? null : { date, source: 'metadata' } }),
    )
    library.intake.enter(files)
    expect(namesOf(library, {})).toEqual(['4.jpg', '0.jpg', '3.jpg', '2.jpg', '1.jpg'])
    expect(library.photos.dateGroups({})).toEqual([
      { month: '1913', photos: 1 },
      { month: '1912-07', photos: 2 },
      { month: '1912', photos: 1 },
      { month: '', photos: 1 },
    ])
    expect(namesOf(library, { taken: { from: '1912', to: '1912' }, descending: false })).toEqual([
      '2.jpg',
      '3.jpg',
      '0.jpg',
    ])
    expect(namesOf(library, { taken: { to: '1912' } })).not.toContain('1.jpg')
  })
})

describe('paging 3,000 photos while others come and go', () => {
  const total = 3_000
  const queries: LibraryQuery[] = [
    { sort: 'taken', descending: true },
    { sort: 'taken', descending: false },
    { sort: 'name' },
    { sort: 'imported', descending: true },
  ]

  function filled(): Library {
    const { library } = libraryInMemory()
    const files = Array.from({ length: total }, (_, index) => {
      const date = index % 3 ? `19${String(index % 50).padStart(2, '0')}` : null
      return picture(`/${index % 7}/p ${index}.jpg`, { taken: date ? { date, source: 'name' } : null })
    })
    library.intake.enter(files, { now: 5 })
    return library
  }

  it('shows each photo that stays once, and none twice', () => {
    const library = filled()
    for (const query of queries) {
      const before = library.photos.ids(query)
      const seen: number[] = []
      let after: Cursor | undefined
      for (let round = 0; ; round += 1) {
        const page = library.photos.page(query, { after, limit: 101 })
        seen.push(...page.photos.map(({ id }) => id))
        if (!page.end) break
        after = page.end
        if (round < 20)
          enter(library, `/new/a ${before.length} ${round}.jpg`, `/new/z ${before.length} ${round}.jpg`)
        // A photo that was shown goes: the cursor stands on it, and must hold all the same.
        library.photos.remove([after.id])
      }
      const old = new Set(before)
      expect(before.length).toBeGreaterThanOrEqual(total - 200)
      expect(seen.filter((id) => old.has(id))).toEqual(before)
      expect(new Set(seen).size).toBe(seen.length)
    }
  })

  it('goes back the way it came', () => {
    const library = filled()
    for (const query of queries) {
      const ids = library.photos.ids(query)
      const start = library.photos.page(query, { limit: 1500 }).end
      const forward = library.photos.page(query, { after: start, limit: 50 })
      expect(forward.photos.map(({ id }) => id)).toEqual(ids.slice(1500, 1550))
      const back = library.photos.page(query, { before: forward.start!, limit: 50 })
      expect(back.photos.map(({ id }) => id)).toEqual(ids.slice(1450, 1500))
    }
  })
})

describe('plans of the hot queries', () => {
  const cursor = { key: '1912', id: 5 }
  const filters: LibraryQuery[] = [
    {},
    { smart: 'uncoloured' },
    { smart: 'favourites', colour: 'grey' },
    { smart: 'removed' },
    { folder: '/s' },
    { album: 1 },
    { tag: 'oma' },
    { search: 'oma 19' },
    { taken: { from: '1912', to: '1913' } },
  ]
  const cases = filters.flatMap((filter) =>
    (['taken', 'name', 'imported'] as const).flatMap((sort) =>
      [true, false].flatMap((descending) =>
        [true, false].map((backwards) => ({ filter, sort, descending, backwards })),
      ),
    ),
  )

  it.each(cases)(
    'a page reads one index in order and sorts nothing: %o',
    ({ filter, sort, descending, backwards }) => {
      const { connection } = libraryInMemory()
      for (const at of [undefined, cursor]) {
        const { sql, bound } = pageSql(select({ ...filter, sort, descending }), at, backwards)
        const plan = planOf(connection, sql, { ...bound, limit: 10 })
        expect(plan[0]).toMatch(new RegExp(`^(SCAN|SEARCH) photos USING INDEX photos_by_${sort}`))
        expect(plan.join('\n')).not.toContain('TEMP B-TREE')
        // Both parts of the pair find their place in the index; a date range narrows it by the key alone.
        if (at && !filter.taken) expect(plan[0]).toMatch(/\(\w+,place\)[<>]\(\?,\?\)/)
      }
    },
  )

  it('an album by hand is read in its own order', () => {
    const { connection } = libraryInMemory()
    const { sql, bound } = pageSql(select({ album: 1, sort: 'album' }), { key: 3, id: 5 }, false)
    const plan = planOf(connection, sql, { ...bound, limit: 10 })
    expect(plan[0]).toContain(
      'album_photos USING COVERING INDEX album_photos_by_position (album_id=? AND (position,photo_id)>(?,?))',
    )
    expect(plan.join('\n')).not.toContain('TEMP B-TREE')
  })
})

describe('filters', () => {
  it('show what they say, and count the same', () => {
    const { library } = libraryInMemory()
    const [coloured, favourite, missing, failed, removed] = enter(
      library,
      '/1.jpg',
      '/2.jpg',
      '/3.jpg',
      '/4.jpg',
      '/5.jpg',
    )
    library.versions.add({ photo: coloured, ab: flat(1), recipe: recipe(), origin: { ...origin, own: true } })
    library.photos.setFavourite([favourite], true)
    library.photos.setMissing([missing], true)
    library.photos.setError(failed, { kind: 'picture-damaged', message: 'torn' })
    library.photos.remove([removed])
    const shown = Object.entries({
      all: [coloured, favourite, missing, failed],
      uncoloured: [favourite, missing, failed],
      coloured: [coloured],
      failed: [failed],
      favourites: [favourite],
      missing: [missing],
      removed: [removed],
    })
    for (const [smart, expected] of shown) {
      const query = { smart, sort: 'imported' } as LibraryQuery
      expect(library.photos.ids(query), smart).toEqual(expected)
      expect(library.photos.count(query), smart).toBe(expected.length)
    }
    expect(library.photos.page({ smart: 'coloured' }, { limit: 1 }).photos).toMatchObject([
      { ownModel: true },
    ])
  })

  it('narrow one another', () => {
    const { library } = libraryInMemory()
    const [a, b, c] = enter(library, '/x/a.jpg', '/x/b.jpg', '/y/a.jpg')
    library.tags.add('Oma', [a, c])
    library.photos.setFavourite([a, b], true)
    expect(library.photos.ids({ tag: 'OMA', smart: 'favourites', folder: '/x', search: 'a' })).toEqual([a])
  })
})

describe('search', () => {
  function searched(): Library {
    const { library } = libraryInMemory()
    library.intake.enter([
      picture('/Zdjęcia/Großmutter 1.jpg', { caption: 'Hochzeit in Łódź, "vor dem Tor"' }),
      picture('/x/IMG_1234.tif', { camera: 'Epson V600', taken: { date: '1912-07-14', source: 'metadata' } }),
      picture('/x/cafe\u0301.jpg'),
    ])
    return library
  }

  it.each([
    ['zdjecia', ['Großmutter 1.jpg']],
    ['GROß', ['Großmutter 1.jpg']],
    ['hoch tor', ['Großmutter 1.jpg']],
    ['hoch epson', []],
    ['1234', ['IMG_1234.tif']],
    ['1912-07', ['IMG_1234.tif']],
    ['epson v6', ['IMG_1234.tif']],
    ['café', ['cafe\u0301.jpg']],
    ['cafe', ['cafe\u0301.jpg']],
    ['"', []],
    ['NEAR( OR *', []],
    ['name:img', []],
    ['tor"', ['Großmutter 1.jpg']],
    ['vor\0dem', ['Großmutter 1.jpg']],
  ])('%s', (search, expected) => {
    expect(namesOf(searched(), { search })).toEqual(expected)
  })

  it('follows every change', () => {
    const library = searched()
    const finds = (search: string) => library.photos.ids({ search })
    library.photos.setCaption([3], 'Seaside')
    expect(finds('seaside')).toEqual([3])
    library.tags.add('Tante Ida', [3])
    expect(finds('ida')).toEqual([3])
    library.tags.remove('tante ida', [3])
    expect(finds('ida')).toEqual([])
    library.intake.enter([picture('/y/renamed.jpg', { hash: '/x/cafe\u0301.jpg' })], { exists: () => false })
    expect([finds('cafe'), finds('renamed')]).toEqual([[], [3]])
    library.photos.remove([3])
    expect(finds('renamed')).toEqual([])
    library.photos.restore([3])
    expect(finds('renamed')).toEqual([3])
    library.photos.remove([3], 1)
    library.photos.purge({ before: 2 })
    library.photos.restore([3])
    expect(finds('seaside')).toEqual([])
  })
})

describe('removing', () => {
  it('keeps a photo from being purged while a job works on it', () => {
    const { library } = libraryInMemory()
    const [a, b] = enter(library, '/a.jpg', '/b.jpg')
    library.photos.remove([a, b], 1000)
    const jobs = library.jobs(appJobs)
    jobs.add([{ kind: 'colorize', photo: a, recipe: recipe(), recolour: false }])
    expect(library.photos.purgeable([a, b])).toMatchObject([{ id: b }])
    expect(library.photos.purge({ before: 2000 })).toMatchObject([{ id: b }])
    jobs.cancelWaiting()
    expect(library.photos.purge({ ids: [a] })).toMatchObject([{ id: a }])
  })

  it('can be undone until it is purged; copies of our own are named for the caller', () => {
    const { library, connection } = libraryInMemory()
    library.intake.enter([{ ...picture('/library/originals/a.jpg'), copied: true }, picture('/b.jpg')])
    library.albums.addPhotos(library.albums.create('A'), [1, 2])
    library.versions.add({ photo: 1, ab: flat(1), recipe: recipe(), origin })
    library.photos.remove([1, 2], 1000)
    expect([library.photos.count({}), library.albums.list()[0].photos]).toEqual([0, 0])
    library.photos.restore([2])
    expect([library.photos.count({}), library.albums.list()[0].photos]).toEqual([1, 1])
    expect(library.photos.purge({ before: 1000 })).toEqual([])
    expect(library.photos.purge({ before: 1001 })).toEqual([
      { id: 1, path: '/library/originals/a.jpg', hash: '/library/originals/a.jpg' },
    ])
    expect(connection.query('SELECT * FROM versions').all()).toEqual([])
    expect(() => library.photos.detail(1)).toThrow(expect.objectContaining({ kind: 'bad-request' }))
  })
})

describe('what the user says', () => {
  it('about the date holds against the file, as precise as it is', () => {
    const { library, connection } = libraryInMemory()
    const [id] = enter(library, '/a.jpg')
    connection.query("UPDATE photos SET taken = '1912-07', taken_source = 'user'").run()
    const rescanned = picture('/a.jpg', { hash: 'new', taken: { date: '2024-01-01', source: 'metadata' } })
    library.intake.enter([rescanned])
    expect(library.photos.detail(id).taken).toBe('1912-07')
  })
})
