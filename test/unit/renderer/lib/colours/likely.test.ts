import { expect, test } from 'vitest'
import { isPlausible, likelyAt } from '../../../../../src/renderer/lib/colours/likely.ts'
import { materials } from '../../../../../src/shared/colour/materials.ts'

const first = (l: number) =>
  likelyAt(l)
    .slice(0, 15)
    .map(({ name }) => name)

test('what may be of this lightness comes first', () => {
  expect(first(90)).toContain('weddingWhite')
  expect(first(75)).toContain('sky')
  expect(first(68)).toContain('skin')
  expect(first(40)).toContain('fieldGrey')
  expect(first(22)).toContain('navy')
  expect(first(22)).not.toContain('yellow')
  expect(first(90)).not.toContain('navy')
})

test('at any lightness all that is plausible stands before all that is not', () => {
  for (let l = 0; l <= 100; l += 5) {
    const plausible = likelyAt(l).map((material) => isPlausible(material, l))
    expect(plausible.lastIndexOf(true), `L* ${l}`).toBe(plausible.filter(Boolean).length - 1)
  }
})

test('of each kind the likeliest comes before the second of any', () => {
  for (const l of [15, 40, 65, 90]) {
    const kinds = likelyAt(l)
      .filter((material) => isPlausible(material, l))
      .map(({ kind }) => kind)
    const different = new Set(kinds).size
    expect(new Set(kinds.slice(0, different)).size, `L* ${l}`).toBe(different)
  }
})

test('every material is there at every lightness, once', () => {
  for (const l of [0, 55, 100]) expect(new Set(likelyAt(l))).toEqual(new Set(materials))
  expect(likelyAt(55)).toHaveLength(materials.length)
})
