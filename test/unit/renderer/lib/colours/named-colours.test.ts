import { expect, test } from 'vitest'
import { namedColours } from '../../../../../src/renderer/lib/colours/named-colours.ts'

test('what has no name goes by its words, and no two by the same', () => {
  const colours = [
    { name: 'Coat', a: 1, b: 2 },
    { a: 56, b: 34 },
    { a: 50, b: 30 },
    { name: 'Red', a: 3, b: 4 },
  ]
  expect(namedColours(colours, () => 'Red')).toEqual([
    { name: 'Coat', a: 1, b: 2 },
    { name: 'Red (2)', a: 56, b: 34 },
    { name: 'Red (3)', a: 50, b: 30 },
    { name: 'Red', a: 3, b: 4 },
  ])
})
