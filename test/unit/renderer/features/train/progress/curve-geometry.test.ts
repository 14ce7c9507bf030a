import { expect, test } from 'vitest'
import { pathOf, scaleOf } from '../../../../../../src/renderer/features/train/progress/curve-geometry.ts'

const box = { width: 100, height: 50 }

test('steps go from left to right, greater values lie higher, and all lie inside', () => {
  const scale = scaleOf([4, 10, 7], 200, box)
  expect([scale.least, scale.most]).toEqual([4, 10])
  expect([scale.x(0), scale.x(50), scale.x(200)]).toEqual([0, 25, 100])
  expect(scale.y(10)).toBeCloseTo(4)
  expect(scale.y(7)).toBeCloseTo(25)
  expect(scale.y(4)).toBeCloseTo(46)
})

test('what hardly changes looks so: the height stands for a tenth of the value at least', () => {
  const scale = scaleOf([19.9, 20], 100, box)
  expect([scale.least, scale.most].map((value) => value.toFixed(2))).toEqual(['18.95', '20.95'])
  expect(scale.y(19.9) - scale.y(20)).toBeCloseTo(2.1)
})

test('zeros alone, and steps before their number is known, are still a line', () => {
  const samples = [
    { step: 0, value: 0 },
    { step: 10, value: 0 },
  ]
  expect(pathOf(samples, scaleOf([0, 0], 0, box))).toBe('M0.00 4.00L0.00 4.00h0')
})
