import { expect, it } from 'vitest'
import { lightnessDrift } from '../../../../src/main/evaluation/metrics/lightness.ts'

it('lightnessDrift is the mean absolute difference of L*, blind to colour', () => {
  const one = Float32Array.of(50, 1, 2, 60, 3, 4)
  const other = Float32Array.of(49, 90, 90, 60.5, -90, -90)
  expect(lightnessDrift(one, other)).toBeCloseTo((1 + 0.5) / 2)
})
