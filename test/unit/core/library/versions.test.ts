import { readdirSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeMap, encodeMap } from '../../../../src/main/core/library/map-codec.ts'
import { usualAdjustments } from '../../../../src/shared/recipe.ts'
import { enter, flat, libraryInMemory, origin, recipe } from './fixture.ts'

describe('a map on disk', () => {
  it('comes back within 1/128 of a unit, whatever its shape', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 7],
      [7, 1],
      [33, 20],
    ] as const) {
      const data = Float32Array.from({ length: width * height * 2 }, (_, at) => 120 * Math.sin(at * 12.9898))
      const back = decodeMap(encodeMap({ data, width, height }))
      expect([back.width, back.height]).toEqual([width, height])
      const worst = Math.max(...data.map((value, at) => Math.abs(value - back.data[at])))
      expect(worst).toBeLessThanOrEqual(1 / 128)
    }
  })

  it('holds values far beyond any colour, and refuses what is none', () => {
    const extremes = { data: Float32Array.of(-511, 511, 511, -511, 0, 0), width: 3, height: 1 }
    expect(decodeMap(encodeMap(extremes))).toEqual(extremes)
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 513]) {
      expect(() => encodeMap(flat(value))).toThrow(expect.objectContaining({ kind: 'bad-request' }))
    }
  })

  it('is small: smooth colours take less than two bits a value', () => {
    const data = Float32Array.from({ length: 128 * 128 * 2 }, (_, at) => 30 * Math.sin((at >> 1) / 900))
    expect(encodeMap({ data, width: 128, height: 128 }).length).toBeLessThan((128 * 128 * 2 * 2) / 8)
  })
})

describe('the store of maps', () => {
  const files = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ttab'))

  it('keeps equal maps once and deletes those that no version names', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const kept = library.versions.add({ photo, ab: flat(1), recipe: recipe(), origin })
    library.versions.add({ photo, ab: flat(1), recipe: recipe(), origin })
    const orphan = library.maps.put(flat(2))
    writeFileSync(join(library.layout.maps, kept.map!.slice(0, 2), 'left.tintype-part'), 'half')
    expect(files(library.layout.maps)).toHaveLength(2)
    expect(library.maps.collect()).toBe(2)
    expect(library.maps.get(orphan)).toEqual({ state: 'missing' })
    expect(library.maps.get(kept.map!)).toMatchObject({ state: 'present', ab: flat(1) })
  })

  it('tells a missing map from a damaged one, and replaces either', () => {
    const { library } = libraryInMemory()
    const hash = library.maps.put(flat(1))
    const file = join(library.layout.maps, files(library.layout.maps)[0])
    for (const [harm, state] of [
      [() => truncateSync(file, 10), 'damaged'],
      [() => writeFileSync(file, ''), 'damaged'],
      [() => unlinkSync(file), 'missing'],
    ] as const) {
      harm()
      expect(library.maps.get(hash)).toEqual({ state })
      expect(library.maps.put(flat(1))).toBe(hash)
      expect(library.maps.get(hash)).toMatchObject({ state: 'present' })
    }
  })

  it('reads no file outside of it', () => {
    const { library } = libraryInMemory()
    expect(library.maps.get('../../../../etc/passwd')).toEqual({ state: 'missing' })
  })
})

describe('versions', () => {
  it('bring recipe and map back as they were given', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const hints = [{ x: 0.25, y: 0.5, radius: 0.01, a: -20, b: 35.5 }]
    const adjustments = {
      ...usualAdjustments,
      strength: 1.5,
      saturation: 0.5,
      temperature: -0.25,
      upsampling: 'edge-aware',
    } as const
    const made = recipe({ size: 384, flipAveraged: true, hints, hintMethod: 'both-1', adjustments })
    const added = library.versions.add({ photo, ab: flat(1), recipe: made, origin, name: 'warm' })
    expect(library.versions.get(added.id)).toMatchObject({
      ...{ photo, name: 'warm', recipe: made, origin, current: true, stale: false, parent: null },
      map: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(library.versions.map(added.id)).toMatchObject({ state: 'present', ab: flat(1) })
  })

  it('clear the error of the photo they colour', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    library.photos.setError(photo, { kind: 'worker-crashed', message: 'died' })
    library.versions.add({ photo, ab: flat(1), recipe: recipe(), origin })
    expect(library.photos.detail(photo).error).toBeNull()
  })

  it('are refused for unknown photos and recipes out of range; nothing is left behind', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const bad = expect.objectContaining({ kind: 'bad-request' })
    expect(() => library.versions.add({ photo: 99, ab: flat(1), recipe: recipe(), origin })).toThrow(bad)
    const wrong = { ...recipe(), size: 300 } as never
    expect(() => library.versions.add({ photo, ab: flat(1), recipe: wrong, origin })).toThrow(bad)
    expect(library.versions.of(photo)).toEqual([])
  })

  it('take turns: the newest is current until another is chosen or it goes', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const [first, second, third] = [1, 2, 3].map((value) =>
      library.versions.add({ photo, ab: flat(value), recipe: recipe(), origin }),
    )
    const current = () => library.photos.detail(photo).version?.id ?? null
    expect(current()).toBe(third.id)
    library.versions.makeCurrent(first.id)
    expect(current()).toBe(first.id)
    library.versions.remove(second.id)
    expect(current()).toBe(first.id)
    library.versions.remove(first.id)
    expect(current()).toBe(third.id)
    library.versions.clearCurrent(photo)
    expect(current()).toBeNull()
    library.versions.remove(third.id)
    expect(library.versions.of(photo)).toEqual([])
  })

  it('know what they were developed from, for as long as that is there', () => {
    const { library } = libraryInMemory()
    const [photo, other] = enter(library, '/a.jpg', '/b.jpg')
    const add = (parent: number, of = photo) =>
      library.versions.add({ photo: of, ab: flat(1), recipe: recipe(), origin, parent })
    const first = library.versions.add({ photo, ab: flat(1), recipe: recipe(), origin })
    expect(add(first.id).parent).toBe(first.id)
    expect(add(first.id, other).parent).toBeNull()
    library.versions.remove(first.id)
    expect(add(first.id).parent).toBeNull()
  })

  it('stay as they were made: only a lost map is made again, and a name may change', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const made = library.versions.add({ photo, ab: flat(1), recipe: recipe(), origin })
    const renewed = library.versions.setMap(made.id, flat(9), { ...origin, weights: 'of today' })
    expect(renewed).toEqual({ ...made, map: renewed.map, origin: { ...origin, weights: 'of today' } })
    expect(renewed.map).not.toBe(made.map)
    library.versions.rename(made.id, ' warm ')
    expect(library.versions.get(made.id)).toEqual({ ...renewed, name: 'warm' })
  })

  it('of the same colours share a map, a warm and a cool one', () => {
    const { library } = libraryInMemory()
    const [photo] = enter(library, '/a.jpg')
    const [warm, cool] = [0.4, -0.4].map((temperature) => {
      const adjustments = { ...recipe().adjustments, temperature }
      return library.versions.add({ photo, ab: flat(1), recipe: recipe({ adjustments }), origin })
    })
    expect(cool.map).toBe(warm.map)
    library.versions.remove(cool.id)
    expect(library.maps.collect()).toBe(0)
    expect(library.versions.map(warm.id)).toMatchObject({ state: 'present' })
  })
})
