import { describe, expect, it } from 'vitest'
import { appJobs } from '../../../../src/main/core/jobs/tasks.ts'
import type { Library } from '../../../../src/main/core/library/index.ts'
import { enter, flat, libraryInMemory, origin, picture, recipe } from './fixture.ts'

const warm = recipe({ adjustments: { ...recipe().adjustments, temperature: 0.4 } })
const cool = recipe({ adjustments: { ...recipe().adjustments, temperature: -0.4 } })
const hinted = recipe({ hints: [{ x: 0.5, y: 0.5, radius: 0.01, a: 20, b: 30 }] })

const byField = recipe({ ...hinted, hintMethod: 'field-1' })

function withPhoto() {
  const { library, connection } = libraryInMemory()
  const [photo] = enter(library, '/a.jpg')
  const { hash } = library.photos.file(photo)
  const draft = { photo, hash, version: null, recipe: warm, weights: origin.weights, writer: 'one' }
  return { library, connection, photo, draft }
}

const recipesOf = (library: Library, photo: number) => library.drafts.of(photo).map((draft) => draft.recipe)

describe('a draft', () => {
  it('comes back as it was saved, and is told of in the grid', () => {
    const { library, photo, draft } = withPhoto()
    expect(library.photos.detail(photo).draft).toBe(false)
    const saved = library.drafts.save(draft)
    expect(saved).toMatchObject({ photo, revision: 1, recipe: warm, map: null, stale: false })
    expect(library.drafts.of(photo)).toEqual([saved])
    expect(library.drafts.among([photo, 99])).toEqual([photo])
    expect(library.photos.detail(photo)).toMatchObject({ draft: true, version: null })
    expect(library.photos.page({}, { limit: 9 }).photos).toMatchObject([{ id: photo, draft: true }])
  })

  it('is changed by whoever knows its newest state, and by nobody else', () => {
    const { library, photo, draft } = withPhoto()
    const first = library.drafts.save(draft)!
    const second = library.drafts.save({ ...draft, writer: 'two', draft: first, recipe: cool })
    expect(second).toMatchObject({ id: first.id, revision: 2, writer: 'two' })
    expect(library.drafts.save({ ...draft, writer: 'three', draft: first, recipe: hinted })).toBeUndefined()
    expect(recipesOf(library, photo)).toEqual([cool])
    // What was refused becomes a draft of its own.
    library.drafts.save({ ...draft, writer: 'three', recipe: hinted })
    expect(recipesOf(library, photo)).toEqual([cool, hinted])
  })

  it('is one, however often a writer says again what nobody answered', () => {
    const { library, photo, draft } = withPhoto()
    library.drafts.save(draft)
    const again = library.drafts.save(draft)
    expect(again).toMatchObject({ revision: 2 })
    const later = library.drafts.save({ ...draft, draft: { id: again!.id, revision: 1 }, recipe: cool })
    expect(later).toMatchObject({ id: again!.id, revision: 3 })
    expect(recipesOf(library, photo)).toEqual([cool])
  })

  it('that was taken away is not written over: its writer is told', () => {
    const { library, photo, draft } = withPhoto()
    const first = library.drafts.save(draft)!
    expect(library.drafts.remove({ ...first, revision: 9, writer: 'other' })).toBe(false)
    expect(library.drafts.remove({ ...first, writer: 'other' })).toBe(true)
    expect(library.drafts.save({ ...draft, writer: 'late', draft: first })).toBeUndefined()
    expect(library.drafts.of(photo)).toEqual([])
  })

  it('keeps the map of the version whose colours it has, when that is deleted and when its sliders move', () => {
    const { library, photo, draft } = withPhoto()
    const version = library.versions.add({ photo, ab: flat(3), recipe: recipe(), origin })
    const first = library.drafts.save({ ...draft, version: version.id })!
    expect(first.map).toBe(version.map)
    library.versions.remove(version.id)
    expect(library.maps.collect()).toBe(0)
    const second = library.drafts.save({ ...draft, draft: first, recipe: cool, version: version.id })
    expect(second).toMatchObject({ map: version.map })
    expect(library.maps.get(version.map!)).toMatchObject({ state: 'present', ab: flat(3) })
    // Other colours, or the same recipe by other weights, are other colours.
    expect(library.drafts.save({ ...draft, recipe: hinted })?.map).toBeNull()
    const other = library.versions.add({ photo, ab: flat(4), recipe: byField, origin })
    expect(library.drafts.save({ ...draft, recipe: hinted })?.map).toBeNull()
    expect(library.drafts.save({ ...draft, recipe: byField })?.map).toBe(other.map)
    library.versions.remove(other.id)
    expect(library.maps.collect()).toBe(1)
    library.versions.add({ photo, ab: flat(3), recipe: recipe(), origin })
    expect(library.drafts.save({ ...draft, weights: 'others' })?.map).toBeNull()
  })

  it('of an earlier picture of the file is there still, and counts for nothing', () => {
    const { library, photo, draft } = withPhoto()
    library.drafts.save(draft)
    library.intake.enter([picture('/a.jpg', { hash: 'turned' })])
    expect(library.drafts.of(photo)).toMatchObject([{ stale: true, recipe: warm }])
    expect(library.drafts.among([photo])).toEqual([])
    expect(library.photos.detail(photo).draft).toBe(false)
  })

  it('goes with its photo, and is refused for one that is unknown', () => {
    const { library, photo, draft } = withPhoto()
    const { id } = library.drafts.save(draft)!
    library.photos.remove([photo], 1)
    library.photos.purge({ before: 2 })
    expect(library.drafts.find(id)).toBeUndefined()
    expect(() => library.drafts.save(draft)).toThrow(expect.objectContaining({ kind: 'bad-request' }))
  })
})

describe('undoing a batch of colourings', () => {
  function coloured() {
    const { library, connection } = libraryInMemory()
    const batch = library.jobs(appJobs).createBatch('all')
    const photos = enter(library, '/1.jpg', '/2.jpg', '/3.jpg', '/4.jpg')
    const add = (photo: number, value: number) =>
      library.versions.add({ photo, ab: flat(value), recipe: recipe(), origin })
    const before = photos.map((photo, i) => (i === 0 ? null : add(photo, 1).id))
    const made = photos.map((photo, i) => {
      const version = add(photo, 2)
      library.colourings.record({ batch, photo, version: version.id, made: true, before: before[i] })
      return version
    })
    const shown = () => photos.map((photo) => library.photos.detail(photo).version?.id ?? null)
    const colour = { hash: library.photos.file(photos[0]).hash, weights: origin.weights, writer: 'one' }
    return { library, connection, batch, photos, before, made, shown, colour }
  }

  it('brings back what was shown before, and nothing of the batch stays', () => {
    const { library, batch, photos, before, shown } = coloured()
    expect(library.colourings.count(batch)).toBe(4)
    expect(library.colourings.undo(batch)).toEqual({ photos, left: 0 })
    expect(shown()).toEqual(before)
    expect(photos.map((photo) => library.versions.of(photo).length)).toEqual([0, 1, 1, 1])
    expect(library.colourings.undo(batch)).toEqual({ photos: [], left: 0 })
  })

  it('leaves what somebody built on or named, and what they chose since', () => {
    const { library, batch, photos, before, made, shown } = coloured()
    const [first, second, third, fourth] = photos
    const { hash } = library.photos.file(first)
    const draft = { photo: first, hash, writer: 'one', version: made[0].id, recipe: warm, weights: 'w' }
    library.drafts.save(draft)
    library.versions.add({ photo: second, ab: flat(2), recipe: warm, origin, parent: made[1].id })
    library.versions.rename(made[2].id, 'the good one')
    library.versions.makeCurrent(before[3]!)
    const shownBefore = shown()
    expect(library.colourings.undo(batch)).toEqual({ photos: [fourth], left: 3 })
    expect(shown()).toEqual(shownBefore)
    expect(library.versions.of(third).map(({ name }) => name)).toEqual(['', 'the good one'])
  })

  it('of two batches in any order ends where it began', () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { library, batch, photos, before, made, shown } = coloured()
      const later = library.jobs(appJobs).createBatch('again')
      photos.forEach((photo, i) => {
        const version = library.versions.add({ photo, ab: flat(5), recipe: recipe(), origin })
        library.colourings.record({
          batch: later,
          photo,
          version: version.id,
          made: true,
          before: made[i].id,
        })
      })
      for (const which of order) library.colourings.undo([batch, later][which])
      expect(shown()).toEqual(before)
    }
  })
})

describe('undo', () => {
  it('brings a deleted version back as it was: its name, its place, its children, and what was shown', () => {
    const { library, photo, draft } = withPhoto()
    const add = (value: number, parent?: number) =>
      library.versions.add({
        ...{ photo, ab: flat(value), recipe: recipe(), origin, name: `no. ${value}`, byHand: true },
        ...(parent !== undefined && { parent }),
      })
    const first = add(1)
    add(2, first.id)
    library.versions.makeCurrent(first.id)
    library.drafts.save({ ...draft, version: first.id })
    const before = [library.versions.of(photo), library.drafts.of(photo), library.photos.detail(photo)]
    const { act } = library.acts.record(() => library.versions.remove(first.id))
    expect(library.versions.of(photo)).toMatchObject([{ name: 'no. 2', parent: null, current: true }])
    // What was developed from it may be kept meanwhile.
    library.acts.undo(act!)
    expect([library.versions.of(photo), library.drafts.of(photo), library.photos.detail(photo)]).toEqual(
      before,
    )
    expect(library.versions.map(first.id)).toMatchObject({ state: 'present', ab: flat(1) })
  })

  it('brings a discarded draft back, which its window goes on with', () => {
    const { library, photo, draft } = withPhoto()
    const saved = library.drafts.save(draft)!
    const { act } = library.acts.record(() => library.drafts.remove({ ...saved, writer: 'other' }))
    expect(library.drafts.of(photo)).toEqual([])
    library.acts.undo(act!)
    expect(library.drafts.of(photo)).toEqual([saved])
    expect(library.drafts.save({ ...draft, draft: saved, recipe: cool })).toMatchObject({ revision: 2 })
  })
})
