import fc from 'fast-check'
import { expect, test } from 'vitest'
import { thinStroke } from '../../../../../../src/renderer/features/develop/hints/thin-stroke.ts'
import { mostPlaces, type Place } from '../../../../../../src/shared/contract/engine.ts'
import { distanceToLine } from '../../../../../../src/shared/line.ts'

const square = { width: 100, height: 100 }
const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const drawn = fc.array(fc.record({ x: fraction, y: fraction }), { minLength: 1, maxLength: 60 })

test('straight pieces are merged, corners stay', () => {
  const along = Array.from({ length: 41 }, (_, i) => ({ x: 0.1 + i * 0.01, y: 0.2 }))
  const down = Array.from({ length: 41 }, (_, i) => ({ x: 0.5, y: 0.2 + i * 0.01 }))
  const thin = thinStroke([...along, ...down], 0.03, square)
  expect(thin).toHaveLength(3)
  const corners = [
    { x: 0.1, y: 0.2 },
    { x: 0.5, y: 0.2 },
    { x: 0.5, y: 0.6 },
  ]
  for (const [i, { x, y }] of corners.entries())
    expect(Math.hypot(thin[i].x - x, thin[i].y - y)).toBeLessThan(0.015)
})

test('it begins and ends where the pointer did, and no place of the pointer is half a brush from it', () => {
  fc.assert(
    fc.property(drawn, fc.double({ min: 0.01, max: 0.2, noNaN: true }), (places, radius) => {
      const thin = thinStroke(places, radius, square)
      expect(thin[0]).toEqual(places[0])
      for (const place of places) expect(distanceToLine(place, thin)).toBeLessThan(0.65 * radius)
      for (let i = 1; i < thin.length - 1; i++) {
        expect(Math.hypot(thin[i].x - thin[i - 1].x, thin[i].y - thin[i - 1].y)).toBeGreaterThanOrEqual(
          radius / 2 - 1e-9,
        )
      }
      if (thin.length > 1) expect(thin.at(-1)).toEqual(places.at(-1))
    }),
  )
})

test('a stroke on a wide photo is measured in short sides', () => {
  const wide = { width: 400, height: 100 }
  const places: Place[] = [
    { x: 0.1, y: 0.5 },
    { x: 0.105, y: 0.51 },
    { x: 0.11, y: 0.5 },
  ]
  expect(thinStroke(places, 0.03, wide)).toHaveLength(3)
  expect(thinStroke(places, 0.03, square)).toHaveLength(1)
})

test('however long it is, it has no more places than a hint may have', () => {
  const scribble = Array.from({ length: 6000 }, (_, i) => ({ x: (i % 2) * 0.9, y: i / 6000 }))
  const thin = thinStroke(scribble, 0.005, square)
  expect(thin.length).toBeLessThanOrEqual(mostPlaces)
  expect(thin.length).toBeGreaterThan(2)
})
