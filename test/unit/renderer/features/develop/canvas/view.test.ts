import { expect, test } from 'vitest'
import {
  clampScale,
  fitScale,
  fitView,
  hold,
  pan,
  placement,
  toPhoto,
  zoomAt,
} from '../../../../../../src/renderer/features/develop/canvas/view.ts'

const photo = { width: 4000, height: 3000 }
const canvas = { width: 1032, height: 832 }

test('fitted, the whole photo lies in the middle with a margin', () => {
  const [left, top, width, height] = placement(fitView(photo, canvas), photo, canvas)
  expect([left, width]).toEqual([16, 1000])
  expect(top).toBeCloseTo((832 - 750) / 2)
  expect(height).toBeCloseTo(750)
})

test('small photos are not blown up', () => {
  expect(fitScale({ width: 100, height: 100 }, canvas)).toBe(2)
})

test('the spot under the pointer stays under it while zooming', () => {
  const pointer = { x: 400, y: 300 }
  let view = fitView(photo, canvas)
  const spot = toPhoto(view, pointer, photo, canvas)
  for (const scale of [0.5, 1, 2, 0.7]) {
    view = zoomAt(view, scale, pointer, photo, canvas)
    const now = toPhoto(view, pointer, photo, canvas)
    expect(now.x).toBeCloseTo(spot.x, 9)
    expect(now.y).toBeCloseTo(spot.y, 9)
  }
})

test('zooming ends at the whole photo and at eight times', () => {
  expect(clampScale(1e-3, photo, canvas, 1)).toBe(fitScale(photo, canvas))
  expect(clampScale(99, photo, canvas, 1)).toBe(8)
})

test('a photo smaller than the window can be seen at its own size', () => {
  const small = { width: 800, height: 600 }
  expect(fitScale(small, canvas)).toBeGreaterThan(1)
  expect(clampScale(1, small, canvas, 1)).toBe(1)
  expect(clampScale(0.1, small, canvas, 1)).toBe(1)
})

test('panning follows the hand and stops at the edges', () => {
  const view = { scale: 1, x: 0.5, y: 0.5 }
  expect(pan(view, { x: 400, y: 300 }, photo, canvas)).toEqual({ scale: 1, x: 0.4, y: 0.4 })
  const [left, top] = placement(pan(view, { x: 1e6, y: 1e6 }, photo, canvas), photo, canvas)
  expect([left, top]).toEqual([16, 16])
  expect(pan(fitView(photo, canvas), { x: 50, y: 50 }, photo, canvas)).toEqual(fitView(photo, canvas))
})

test('a view from a smaller window is brought back', () => {
  expect(hold({ scale: 0.1, x: 0.9, y: 0.1 }, photo, canvas)).toEqual({ scale: 0.1, x: 0.5, y: 0.5 })
})
