import { describe, expect, it } from 'vitest'
import { meanAb, meanChroma, meanSquaredErrorAb } from '../../../../src/main/evaluation/metrics/ab.ts'

// Two pixels of interleaved L*, a*, b*.
const one = Float32Array.of(50, 10, -20, 60, 0, 4)
const other = Float32Array.of(10, 13, -16, 60, 0, 0)

describe('meanSquaredErrorAb', () => {
  it('is the mean over pixels and both channels, blind to L*', () => {
    expect(meanSquaredErrorAb(one, other)).toBeCloseTo((9 + 16 + 0 + 16) / 4)
  })
})

describe('meanAb', () => {
  it('is the mean of each channel', () => {
    expect(meanAb(one)).toEqual({ a: 5, b: -8 })
  })
})

describe('meanChroma', () => {
  it('is the mean distance from grey', () => {
    expect(meanChroma(Float32Array.of(3, 4, 0, -10))).toBeCloseTo((5 + 10) / 2)
  })
})
