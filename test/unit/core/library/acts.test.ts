import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Connection } from '../../../../src/main/core/library/connection.ts'
import { type Library, openLibrary } from '../../../../src/main/core/library/index.ts'
import { flat, libraryInMemory, origin, picture, recipe, temporaryFolder } from './fixture.ts'

const impossible = expect.objectContaining({ kind: 'undo-impossible' })

const words = ['Oma', 'oma', 'Garten', 'KODAK', 'Hochzeit 1912', 'a', 'photo']
const tables = {
  ...{ photos: 'id', versions: 'id', albums: 'id', album_photos: 'album_id, photo_id' },
  ...{ tags: 'id', photo_tags: 'photo_id, tag_id', folders: 'id', settings: 'key', palettes: 'id' },
}

/** Every row of the library, and what search finds; counters of ids aside. */
function snapshot(connection: Connection, { photos, tags, albums, folders, palettes }: Library): unknown {
  const rows = Object.entries(tables).map(([table, key]) => [
    table,
    connection.query(`SELECT * FROM ${table} ORDER BY ${key}`).all(),
  ])
  const found = words.map((search) => photos.ids({ search, sort: 'name' }))
  const lists = [tags, albums, folders, palettes].map((one) => one.list())
  return { rows, found, lists }
}

/** A library in which every act has something to change and something to leave. */
function family(): { library: Library; connection: Connection } {
  const { library, connection } = libraryInMemory()
  library.intake.enter(
    Array.from({ length: 6 }, (_, i) =>
      picture(`/box ${i % 2}/photo ${i}.jpg`, { caption: i === 3 ? 'Garten' : null, camera: 'KODAK' }),
    ),
  )
  library.tags.add('Oma', [1, 2])
  library.albums.addPhotos(library.albums.create('Attic'), [3, 1, 2])
  library.palettes.create('Uniforms', [
    { name: 'Coat', a: -8, b: 4 },
    { a: 38, b: 12 },
  ])
  library.palettes.create('Oma', [{ a: 20, b: -5 }])
  library.photos.setFavourite([2], true)
  library.photos.remove([6], 5000)
  for (const photo of [1, 1, 2]) {
    library.versions.add({ photo, ab: flat(photo), recipe: recipe(), origin })
  }
  return { library, connection }
}

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })
const id = fc.integer({ min: 1, max: 7 })
const album = fc.integer({ min: 1, max: 4 })
const palette = fc.integer({ min: 1, max: 4 })
const word = fc.constantFrom(...words)
const colours = fc.array(
  fc.record({
    name: fc.option(word, { nil: undefined }),
    a: fc.integer({ min: -9, max: 9 }),
    b: fc.constant(4),
  }),
  { maxLength: 3 },
)
const flag = fc.boolean()

type Act = (library: Library) => unknown
const tagged = fc.tuple(word, ids)
const placed = fc.tuple(album, ids)

/** One that is not there cannot be changed. */
const hasPalette = (palettes: Library['palettes'], which: number) =>
  palettes.list().some((one) => one.id === which)

/** Everything that a person can do to the library, with whatever it may be done to. */
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(ids, flag).map(
    ([on, favourite]) =>
      ({ photos }: Library) =>
        photos.setFavourite(on, favourite),
  ),
  fc.tuple(id, word).map(
    ([on, caption]) =>
      ({ photos }: Library) =>
        photos.setCaption([on], caption),
  ),
  id.map(
    (on) =>
      ({ photos }: Library) =>
        photos.setCaption([on], ''),
  ),
  ids.map(
    (on) =>
      ({ photos }: Library) =>
        photos.remove(on, 7000),
  ),
  ids.map(
    (on) =>
      ({ photos }: Library) =>
        photos.restore(on),
  ),
  tagged.map(
    ([name, on]) =>
      ({ tags }: Library) =>
        tags.add(name, on),
  ),
  tagged.map(
    ([name, on]) =>
      ({ tags }: Library) =>
        tags.remove(name, on),
  ),
  word.map(
    (name) =>
      ({ albums }: Library) =>
        albums.create(name),
  ),
  fc.tuple(word, ids).map(
    ([name, on]) =>
      ({ albums }: Library) =>
        albums.addPhotos(albums.create(name), on),
  ),
  fc.tuple(album, word).map(
    ([which, name]) =>
      ({ albums }: Library) =>
        albums.rename(which, name),
  ),
  album.map(
    (which) =>
      ({ albums }: Library) =>
        albums.remove(which),
  ),
  placed.map(
    ([which, on]) =>
      ({ albums }: Library) =>
        albums.addPhotos(which, on),
  ),
  placed.map(
    ([which, on]) =>
      ({ albums }: Library) =>
        albums.removePhotos(which, on),
  ),
  fc.tuple(id, flag).map(
    ([n, watched]) =>
      ({ folders }: Library) =>
        folders.watch(`/box ${n}`, watched),
  ),
  id.map(
    (photo) =>
      ({ versions }: Library) =>
        versions.of(photo).map((version) => versions.remove(version.id)),
  ),
  id.map(
    (photo) =>
      ({ versions }: Library) =>
        versions.clearCurrent(photo),
  ),
  fc.tuple(word, colours).map(
    ([name, all]) =>
      ({ palettes }: Library) =>
        palettes.create(name, all),
  ),
  fc.tuple(palette, word).map(
    ([which, name]) =>
      ({ palettes }: Library) =>
        hasPalette(palettes, which) && palettes.change(which, { name }),
  ),
  fc.tuple(palette, colours).map(
    ([which, all]) =>
      ({ palettes }: Library) =>
        hasPalette(palettes, which) && palettes.change(which, { colours: all }),
  ),
  palette.map(
    (which) =>
      ({ palettes }: Library) =>
        hasPalette(palettes, which) &&
        palettes.change(which, { colours: palettes.get(which).colours.toReversed() }),
  ),
  palette.map(
    (which) =>
      ({ palettes }: Library) =>
        palettes.remove(which),
  ),
  id.map(
    (photo) =>
      ({ versions }: Library) =>
        versions.of(photo).map((version) => versions.rename(version.id, 'the good one')),
  ),
)

/** Seeded: what fails once fails again. */
const runs = { seed: 1912, numRuns: 60 }

it('every act can be undone, one after the other, to exactly the state before it, and done again', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { minLength: 1, maxLength: 12 }), (acts) => {
      const { library, connection } = family()
      const states: unknown[] = []
      const done = acts.flatMap((act) => {
        const before = snapshot(connection, library)
        const { act: name } = library.acts.record(() => act(library))
        if (name === null) {
          expect(snapshot(connection, library)).toEqual(before)
          return []
        }
        states.push(before)
        return [name]
      })
      const end = snapshot(connection, library)
      const redos = done.toReversed().map((name) => {
        const { act } = library.acts.undo(name)
        expect(snapshot(connection, library)).toEqual(states.pop())
        return act
      })
      for (const redo of redos.toReversed()) library.acts.undo(redo!)
      expect(snapshot(connection, library)).toEqual(end)
    }),
    runs,
  )
})

it('an act in the middle is undone alone, or is refused and nothing changes', () => {
  let undone = 0
  let refused = 0
  fc.assert(
    fc.property(anyAct, fc.array(anyAct, { minLength: 3, maxLength: 16 }), (first, later) => {
      const { library, connection } = family()
      const { act } = library.acts.record(() => first(library))
      if (act === null) return
      for (const work of later) library.acts.record(() => work(library))
      const before = snapshot(connection, library)
      try {
        const again = library.acts.undo(act)
        undone += 1
        library.acts.undo(again.act!)
      } catch (thrown) {
        expect(thrown).toEqual(impossible)
        refused += 1
      }
      expect(snapshot(connection, library)).toEqual(before)
    }),
    runs,
  )
  expect(Math.min(undone, refused)).toBeGreaterThan(0)
})

it('what was so before stays so: a photo in the album, a tag, a favourite', () => {
  const { library } = family()
  const done = [
    library.acts.record(() => library.albums.addPhotos(1, [1, 4])),
    library.acts.record(() => library.tags.add('OMA', [2, 5])),
    library.acts.record(() => library.photos.setFavourite([2, 3], true)),
  ]
  for (const { act } of done) library.acts.undo(act!)
  expect(library.photos.ids({ album: 1, sort: 'album' })).toEqual([3, 1, 2])
  expect(library.photos.ids({ tag: 'oma' }).sort()).toEqual([1, 2])
  expect(library.photos.ids({ smart: 'favourites' })).toEqual([2])
})

it('a deleted album comes back as the same, in its order', () => {
  const { library } = family()
  const { act } = library.acts.record(() => library.albums.remove(1))
  expect(library.albums.list()).toEqual([])
  expect(library.acts.undo(act!).photos.toSorted()).toEqual([1, 2, 3])
  expect(library.albums.list()).toEqual([{ id: 1, name: 'Attic', photos: 3 }])
  expect(library.photos.ids({ album: 1, sort: 'album' })).toEqual([3, 1, 2])
})

it('what hangs on an act by now keeps it from being undone', () => {
  const { library } = family()
  const made = library.acts.record(() => library.albums.create('New'))
  library.albums.addPhotos(made.result, [4])
  expect(() => library.acts.undo(made.act!)).toThrow(impossible)
  expect(library.photos.ids({ album: made.result })).toEqual([4])
})

it('a photo that left for good does not come back by an undo', () => {
  const { library, connection } = family()
  const acts = [
    library.acts.record(() => library.albums.remove(1)),
    library.acts.record(() => library.photos.remove([1], 1)),
  ]
  library.photos.purge({ before: 2 })
  const before = snapshot(connection, library)
  for (const { act } of acts) expect(() => library.acts.undo(act!)).toThrow(impossible)
  expect(snapshot(connection, library)).toEqual(before)
})

it('an act is undone once, and the oldest are forgotten', () => {
  const { library } = family()
  const favourite = (on: boolean) => library.acts.record(() => library.photos.setFavourite([4], on)).act!
  const first = favourite(true)
  library.acts.undo(first)
  expect(() => library.acts.undo(first)).toThrow(impossible)
  const old = favourite(true)
  for (let i = 0; i < 250; i += 1) favourite(i % 2 === 1)
  expect(() => library.acts.undo(old)).toThrow(impossible)
})

it('an act that fails changes nothing, and the next is recorded alone', () => {
  const { library, connection } = family()
  const before = snapshot(connection, library)
  const failing = (): never => {
    library.photos.setFavourite([4], true)
    throw new Error('no')
  }
  expect(() => library.acts.record(failing)).toThrow('no')
  expect(snapshot(connection, library)).toEqual(before)
  const { act } = library.acts.record(() => library.photos.setFavourite([5], true))
  library.photos.setFavourite([4], true)
  expect(library.acts.undo(act!).photos).toEqual([5])
})

it('colours that an undo may bring back are not taken for lost ones', async () => {
  const folder = temporaryFolder()
  const first = await openLibrary(folder)
  first.intake.enter([picture('/a.jpg')])
  const { id } = first.versions.add({ photo: 1, ab: flat(7), recipe: recipe(), origin })
  await first.close()
  const library = await openLibrary(folder)
  const { act } = library.acts.record(() => library.versions.remove(id))
  expect(library.orphanedMaps()).toEqual([])
  const { act: again } = library.acts.undo(act!)
  expect(library.versions.map(id).state).toBe('present')
  library.acts.undo(again!)
  expect(library.orphanedMaps()).toEqual([])
  await library.close()
})
