import { expect, test } from 'vitest'
import { median, placesAlong } from '../../../../../../src/renderer/features/develop/hints/along.ts'
import { coloursUnder } from '../../../../../../src/renderer/features/develop/hints/value-at.ts'

test('a pin is looked at where it lies', () => {
  expect(placesAlong({ x: 0.2, y: 0.7 })).toEqual([{ x: 0.2, y: 0.7 }])
  expect(placesAlong({ x: 0.2, y: 0.7, path: [{ x: 0.2, y: 0.7 }] })).toEqual([{ x: 0.2, y: 0.7 }])
})

test('a stroke is looked at in even steps from end to end, however unevenly it was drawn', () => {
  const path = [
    { x: 0.11, y: 0.5 },
    { x: 0.12, y: 0.5 },
    { x: 0.5, y: 0.5 },
    { x: 0.5, y: 0.9 },
  ]
  const places = placesAlong({ x: 0.1, y: 0.5, path })
  expect(places[0]).toEqual({ x: 0.1, y: 0.5 })
  expect(places.at(-1)).toEqual({ x: 0.5, y: 0.9 })
  const lengths = places.slice(1).map(({ x, y }, i) => Math.abs(x - places[i].x) + Math.abs(y - places[i].y))
  for (const length of lengths) expect(length).toBeCloseTo(0.8 / 31)
})

test('a median is of the values that there are', () => {
  expect(median([9, -10, 3])).toBe(3)
  expect(median([4])).toBe(4)
  expect(median([2, 1])).toBe(2)
})

test('what a stroke begins on does not count more than the rest of it', () => {
  // A dark green edge, then a warm cloth.
  const width = 10
  const data = Float32Array.from({ length: 2 * width }, (_, i) => (i < 4 ? [-30, 10] : [20, 40])[i % 2])
  const map = { data, width, height: 1 }
  expect(coloursUnder(map, { x: 0.05, y: 0.5 })).toEqual({ a: -30, b: 10 })
  expect(coloursUnder(map, { x: 0.05, y: 0.5, path: [{ x: 0.95, y: 0.5 }] })).toEqual({ a: 20, b: 40 })
})
