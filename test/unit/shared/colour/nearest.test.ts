import { expect, test } from 'vitest'
import { materials } from '../../../../src/shared/colour/materials.ts'
import { nearestMaterial } from '../../../../src/shared/colour/nearest.ts'

test('a colour goes by the name of the material that comes nearest', () => {
  expect(nearestMaterial({ a: 56, b: 34 })).toEqual({ name: 'red', same: true })
  expect(nearestMaterial({ a: 50, b: 30 })).toEqual({ name: 'red', same: false })
  expect(nearestMaterial({ a: 0, b: -0.5 })).toEqual({ name: 'neutral', same: true })
  expect(nearestMaterial({ a: -10, b: -30 })).toEqual({ name: 'sky', same: false })
})

test('every material goes by its own name', () => {
  for (const { name, a, b } of materials) expect(nearestMaterial({ a, b })).toEqual({ name, same: true })
})

/** The swatches that hints of 0.1 were coloured with. */
const former = {
  ...{ neutral: [0, 0], skin: [14, 18], skinDeep: [15, 22], blond: [5, 26], brown: [12, 20], wood: [14, 30] },
  ...{ brick: [32, 26], red: [56, 34], rose: [26, 6], orange: [34, 54], ochre: [10, 42], yellow: [-4, 60] },
  ...{ grass: [-24, 36], leaf: [-22, 24], olive: [-6, 26], teal: [-22, -8], sky: [-6, -22], navy: [6, -28] },
  ...{ denim: [0, -22], violet: [26, -26] },
}

test.each(Object.entries(former))('a hint of before in %s keeps its name', (name, [a, b]) => {
  expect(nearestMaterial({ a, b })).toEqual({ name, same: true })
})
