import { describe, expect, it } from 'vitest'
import { appJobs } from '../../../../src/main/core/jobs/tasks.ts'
import type { FoundFile, Library } from '../../../../src/main/core/library/index.ts'
import { enter, flat, libraryInMemory, origin, picture, recipe } from './fixture.ts'

const torn = { kind: 'picture-damaged', message: 'torn' } as const

/** A file of several photographs, told apart by their width; `0` is one that cannot be read. */
function sheets(path: string, widths: number[], hash = path): FoundFile {
  const { pages, ...file } = picture(path, { hash, format: 'tiff' })
  const [info] = pages
  return { ...file, pages: widths.map((width) => (width > 0 ? { ...info, width } : { error: torn })) }
}

function withPages(path = '/a.tif', widths = [1, 2, 3]) {
  const { library, connection } = libraryInMemory()
  const [entered] = library.intake.enter([sheets(path, widths)])
  const files = () => connection.query<{ path: string }>('SELECT path FROM files').all()
  return { library, files, photos: entered.photos, entered }
}

function versionOf(library: Library, photo: number, value = 1) {
  return library.versions.add({ photo, ab: flat(value), recipe: recipe(), origin })
}

const statesOf = (library: Library, ids: number[]) => ids.map((id) => library.photos.detail(id).state)

describe('a file with several photographs', () => {
  it('gives a photo for each, in order, with info of its own', () => {
    const { library, photos, entered, files } = withPages()
    expect(entered).toMatchObject({ status: 'added', id: photos[0] })
    expect(library.photos.ids({ sort: 'name', descending: false })).toEqual(photos)
    expect(photos.map((id) => library.photos.detail(id).width)).toEqual([1, 2, 3])
    expect(library.photos.filesByPath('/a.tif').map(({ id, page }) => [id, page])).toEqual(
      photos.map((id, page) => [id, page]),
    )
    expect(files()).toEqual([{ path: '/a.tif' }])
    expect(library.photos.size()).toEqual({ photos: 3, bytes: 10 })
    expect(library.photos.count({ search: 'tif' })).toBe(3)
  })

  it('has a page that cannot be read on record, beside the others', () => {
    const { library, photos } = withPages('/a.tif', [1, 0, 3])
    expect(statesOf(library, photos)).toEqual(['present', 'bad', 'present'])
    expect(library.photos.detail(photos[1])).toMatchObject({ error: torn, width: 0 })
    expect(library.intake.enter([sheets('/a.tif', [1, 2, 3])])).toMatchObject([{ status: 'known' }])
    expect(library.photos.detail(photos[1])).toMatchObject({ state: 'present', error: null, width: 2 })
  })

  it('is a duplicate as a whole', () => {
    const { library, photos } = withPages()
    const [twin] = library.intake.enter([sheets('/b.tif', [1, 2, 3], '/a.tif')], { exists: () => true })
    expect(twin).toMatchObject({ status: 'duplicate', id: photos[0], photos })
    expect(library.photos.count({})).toBe(3)
  })

  it('is followed by all its photos, with what belongs to each', () => {
    const { library, photos, files } = withPages('/old/a.tif')
    const album = library.albums.create('Oma')
    library.albums.addPhotos(album, [photos[2], photos[0]])
    library.tags.add('sea', [photos[1]])
    const version = versionOf(library, photos[1])
    library.photos.setMissing([photos[0]], true)
    expect(statesOf(library, photos)).toEqual(['missing', 'missing', 'missing'])
    const moved = sheets('/new/b.tif', [1, 2, 3], '/old/a.tif')
    expect(library.intake.enter([moved], { exists: () => false })).toMatchObject([
      { status: 'moved', photos, from: '/old/a.tif' },
    ])
    expect(files()).toEqual([{ path: '/new/b.tif' }])
    expect(photos.map((id) => library.photos.detail(id))).toMatchObject([
      { path: '/new/b.tif', name: 'b.tif', state: 'present', albums: [album] },
      { path: '/new/b.tif', tags: ['sea'], version: { id: version.id } },
      { path: '/new/b.tif', albums: [album] },
    ])
    expect(library.photos.ids({ album, sort: 'album', descending: false })).toEqual([photos[2], photos[0]])
    expect([library.photos.count({ folder: '/old' }), library.photos.count({ folder: '/new' })]).toEqual([
      0, 3,
    ])
    expect([library.photos.count({ search: 'old' }), library.photos.count({ search: 'new' })]).toEqual([0, 3])
  })

  it('that has fewer pages than before loses no photo and no version; those come back with the pages', () => {
    const { library, photos } = withPages()
    const versions = photos.map((photo, index) => versionOf(library, photo, index))
    expect(library.intake.enter([sheets('/a.tif', [10, 20], 'cut')])).toMatchObject([
      { status: 'changed', photos: photos.slice(0, 2) },
    ])
    expect(statesOf(library, photos)).toEqual(['present', 'present', 'missing'])
    expect(photos.map((id) => library.photos.detail(id).width)).toEqual([10, 20, 3])
    expect(photos.flatMap((id) => library.versions.of(id))).toMatchObject(
      versions.map(({ id }) => ({ id, stale: true, current: false })),
    )
    // The file being there again does not bring the page back.
    library.photos.setMissing([photos[0]], true)
    library.photos.setMissing([photos[0]], false)
    expect(statesOf(library, photos)).toEqual(['present', 'present', 'missing'])
    library.intake.enter([sheets('/a.tif', [1, 2, 3])])
    expect(statesOf(library, photos)).toEqual(['present', 'present', 'present'])
    expect(library.versions.of(photos[2])).toMatchObject([{ id: versions[2].id, stale: false }])
  })

  it('that cannot be read for a while loses nothing of any page', () => {
    const { library, photos } = withPages()
    versionOf(library, photos[2])
    library.intake.enter([{ path: '/a.tif', hash: null, bytes: 0, modified: 1, error: torn }])
    expect(statesOf(library, photos)).toEqual(['bad', 'bad', 'bad'])
    library.intake.enter([sheets('/a.tif', [1, 2, 3])])
    expect(statesOf(library, photos)).toEqual(['present', 'present', 'present'])
    expect(library.photos.detail(photos[2]).version).not.toBeNull()
  })

  it('of which more is known than before gets the photos that are new', () => {
    const { library, connection } = libraryInMemory()
    const [first] = enter(library, '/a.tif')
    connection.execute('UPDATE files SET pages = NULL')
    const version = versionOf(library, first)
    const [entered] = library.intake.enter([sheets('/a.tif', [4, 5])])
    expect(entered).toMatchObject({ status: 'added', id: first })
    expect(entered.photos).toHaveLength(2)
    expect(library.photos.detail(first).version).toMatchObject({ id: version.id })
    expect(library.intake.enter([sheets('/a.tif', [4, 5])])).toMatchObject([{ status: 'known' }])
  })
})

describe('one of several photos of a file', () => {
  it('is removed and brought back alone; importing the file brings all back', () => {
    const { library, photos } = withPages()
    library.photos.remove([photos[1]])
    expect(library.photos.ids({ sort: 'name', descending: false })).toEqual([photos[0], photos[2]])
    library.photos.restore([photos[1]])
    expect(library.photos.count({})).toBe(3)
    library.photos.remove([photos[0], photos[1]])
    library.intake.enter([sheets('/a.tif', [1, 2, 3])])
    expect(library.photos.count({})).toBe(3)
    library.photos.remove(photos)
    expect(library.intake.enter([sheets('/a.tif', [1, 2, 3])])).toMatchObject([
      { status: 'restored', photos },
    ])
  })

  it('leaves for good alone, and the file with the last; what is read again for another stays as it is', () => {
    const { library, photos, files } = withPages()
    library.photos.remove([photos[0], photos[1]])
    expect(library.photos.purge({ ids: [photos[1]] })).toMatchObject([{ id: photos[1], path: '/a.tif' }])
    expect(files()).toHaveLength(1)
    const changed = sheets('/a.tif', [1, 2, 3, 4], 'changed')
    const [again] = library.intake.enter([changed], { again: true })
    expect(again.status).toBe('changed')
    expect(library.photos.filesByPath('/a.tif').map(({ page, removed }) => [page, removed])).toEqual([
      [0, true],
      [2, false],
      [3, false],
    ])
    library.photos.remove(again.photos)
    expect(library.photos.purge({ ids: [photos[0], ...again.photos] })).toHaveLength(3)
    expect(files()).toEqual([])
  })

  it('is found, put into albums and taken out of them without the others', () => {
    const { library, photos } = withPages()
    const finds = (search: string) => library.photos.ids({ search, sort: 'name', descending: false })
    library.photos.setCaption([photos[1]], 'Tante Ida')
    library.tags.add('sea', [photos[2]])
    expect([finds('ida'), finds('sea'), finds('a.tif')]).toEqual([[photos[1]], [photos[2]], photos])
    const album = library.albums.create('Oma')
    library.albums.addPhotos(album, [photos[2], photos[1]])
    const shown = () => library.photos.ids({ album, sort: 'album' })
    expect(shown()).toEqual([photos[2], photos[1]])
    library.albums.removePhotos(album, [photos[1]])
    expect([shown(), library.photos.count({})]).toEqual([[photos[2]], 3])
    // What the file holds anew keeps the words of each.
    library.intake.enter([sheets('/a.tif', [4, 5, 6], 'changed')])
    expect([finds('ida'), finds('sea'), shown()]).toEqual([[photos[1]], [photos[2]], [photos[2]]])
    library.photos.remove([photos[2]])
    library.photos.purge({ ids: [photos[2]] })
    expect([finds('sea'), finds('a.tif'), shown()]).toEqual([[], photos.slice(0, 2), []])
    expect(library.albums.list()).toMatchObject([{ id: album, photos: 0 }])
  })

  it('is coloured, developed and undone without the others', () => {
    const { library, photos } = withPages()
    const { hash } = library.photos.file(photos[1])
    const colours = versionOf(library, photos[1])
    const draft = { hash, writer: 'w', version: null, recipe: recipe(), weights: origin.weights }
    expect(library.drafts.save({ photo: photos[0], ...draft })).toMatchObject({ map: null })
    expect(library.drafts.save({ photo: photos[1], ...draft })).toMatchObject({ map: colours.map })
    expect(library.drafts.among(photos)).toEqual(photos.slice(0, 2))
    expect(library.photos.ids({ smart: 'coloured' })).toEqual([photos[1]])
    const { act } = library.acts.record(() => library.versions.remove(colours.id))
    expect(library.photos.ids({ smart: 'coloured' })).toEqual([])
    library.acts.undo(act!)
    expect(library.photos.ids({ smart: 'coloured' })).toEqual([photos[1]])
    const batch = { batch: library.jobs(appJobs).createBatch('b') }
    library.colourings.record({ ...batch, photo: photos[1], version: colours.id, made: true, before: null })
    library.drafts.remove(library.drafts.of(photos[1])[0])
    expect(library.colourings.undo(batch.batch)).toEqual({ photos: [photos[1]], left: 0 })
  })
})

describe('a version without a map', () => {
  it('is kept and shown, and counts as no colours', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const version = library.versions.add({ photo, ab: null, recipe: recipe(), origin })
    expect(library.photos.detail(photo).version).toEqual({ id: version.id, map: null })
    expect([
      library.photos.count({ smart: 'coloured' }),
      library.photos.count({ smart: 'uncoloured' }),
    ]).toEqual([0, 1])
    expect(() => library.versions.map(version.id)).toThrow(expect.objectContaining({ kind: 'bad-request' }))
    const { hash } = library.photos.file(photo)
    const draft = { photo, hash, writer: 'w', version: null, recipe: recipe(), weights: origin.weights }
    expect(library.drafts.save(draft)).toMatchObject({ map: null })
    expect(library.maps.collect()).toBe(0)
    library.versions.setMap(version.id, flat(1), origin)
    expect(library.photos.count({ smart: 'coloured' })).toBe(1)
    versionOf(library, photo, 2)
    library.versions.makeCurrent(version.id)
    expect(library.photos.count({ smart: 'coloured' })).toBe(1)
  })
})
