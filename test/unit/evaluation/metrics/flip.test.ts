import { describe, expect, it } from 'vitest'
import { flipDistance, mirror } from '../../../../src/main/evaluation/metrics/flip.ts'

describe('mirror', () => {
  it('turns each row round and leaves the original alone', () => {
    const l = { data: Float32Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2 }
    expect([...mirror(l).data]).toEqual([3, 2, 1, 6, 5, 4])
    expect([...l.data]).toEqual([1, 2, 3, 4, 5, 6])
  })
})

describe('flipDistance', () => {
  const ab = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), width: 2, height: 2 }

  it('is nothing for a prediction that turns round with the picture', () => {
    const turned = { ...ab, data: Float32Array.of(3, 4, 1, 2, 7, 8, 5, 6) }
    expect(flipDistance(ab, turned)).toBe(0)
  })

  it('is the mean distance in the a*b* plane', () => {
    const turned = { ...ab, data: Float32Array.of(3 + 3, 4 + 4, 1, 2, 7, 8 - 2, 5, 6) }
    expect(flipDistance(ab, turned)).toBeCloseTo((5 + 2) / 4)
  })
})
