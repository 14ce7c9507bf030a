import { expect, test } from 'vitest'
import { erase } from '../../../../../../src/renderer/features/develop/hints/erase.ts'
import type { Hint } from '../../../../../../src/shared/contract/engine.ts'

const square = { width: 100, height: 100 }
const pin: Hint = { x: 0.2, y: 0.2, radius: 0.03, a: 10, b: 20 }
const stroke: Hint = { ...pin, y: 0.5, path: [{ x: 0.8, y: 0.5 }], reach: 'spot', group: 3, name: 'sleeve' }

test('a pin under the eraser goes, another stays', () => {
  const far = { ...pin, x: 0.6 }
  expect(erase([pin, far], [{ x: 0.22, y: 0.2 }], 0.03, square)).toEqual([far])
})

test('a stroke is cut in two, and both pieces are what it was', () => {
  const left = erase(
    [stroke],
    [
      { x: 0.5, y: 0.3 },
      { x: 0.5, y: 0.7 },
    ],
    0.05,
    square,
  )
  expect(left).toHaveLength(2)
  for (const piece of left) {
    expect(piece).toMatchObject({ reach: 'spot', group: 3, name: 'sleeve', a: 10, b: 20, radius: 0.03 })
  }
  expect(left[0]).toMatchObject({ x: 0.2, y: 0.5 })
  expect(left[0].path).toHaveLength(1)
  expect(left[0].path?.[0].x).toBeCloseTo(0.45, 1)
  expect(left[1].x).toBeCloseTo(0.55, 1)
  expect(left[1].path).toEqual([{ x: 0.8, y: 0.5 }])
})

test('what lies wholly under the eraser is gone, and corners beside it stay', () => {
  const short = { ...pin, path: [{ x: 0.21, y: 0.2 }] }
  expect(erase([short], [{ x: 0.2, y: 0.2 }], 0.05, square)).toEqual([])
  const bent = {
    ...stroke,
    path: [
      { x: 0.5, y: 0.5 },
      { x: 0.5, y: 0.9 },
    ],
  }
  const [piece, ...others] = erase([bent], [{ x: 0.2, y: 0.5 }], 0.05, square)
  expect(others).toEqual([])
  expect(piece.path?.map(({ x, y }) => [x, y].map((value) => Number(value.toFixed(6))))).toEqual([
    [0.5, 0.5],
    [0.5, 0.9],
  ])
})

test('its circle is round on a photo of any shape', () => {
  const wide = { width: 400, height: 100 }
  expect(erase([pin], [{ x: 0.23, y: 0.2 }], 0.05, wide)).toHaveLength(1)
  expect(erase([pin], [{ x: 0.21, y: 0.2 }], 0.05, wide)).toEqual([])
})

test('where it touches nothing, the hints are the very same', () => {
  const hints = [pin, stroke]
  expect(erase(hints, [{ x: 0.9, y: 0.9 }], 0.05, square)).toBe(hints)
})
