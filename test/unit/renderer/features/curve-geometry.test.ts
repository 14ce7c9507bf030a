import { expect, test } from 'vitest'
import { pathOf, scaleOf } from '../../../../src/renderer/features/train/curve-geometry.ts'

const box = { width: 100, height: 50 }

test('steps go from left to right, greater values lie higher, and all lie inside', () => {
  const scale = scaleOf([4, 10, 7], 200, box)
  expect([scale.least, scale.most]).toEqual([4, 10])
  expect([scale.x(0), scale.x(50), scale.x(200)]).toEqual([0, 25, 100])
  expect(scale.y(10)).toBeCloseTo(4)
  expect(scale.y(7)).toBeCloseTo(25)
  expect(scale.y(4)).toBeCloseTo(46)
})

test('a line without ups and downs, or before the number of steps is known, is still a line', () => {
  const scale = scaleOf([3, 3], 0, box)
  const path = pathOf(
    [
      { step: 0, value: 3 },
      { step: 10, value: 3 },
    ],
    scale,
  )
  expect(path).toBe('M0.00 4.00L0.00 4.00h0')
})
