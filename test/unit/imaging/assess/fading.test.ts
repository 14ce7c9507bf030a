import { describe, expect, it } from 'vitest'
import { stretchFaded } from '../../../../src/main/imaging/assess/fading.ts'

function ramp(low: number, high: number): Float32Array {
  return Float32Array.from({ length: 1000 }, (_, i) => low + ((high - low) * i) / 999)
}

describe('stretchFaded', () => {
  it('stretches a faded scan to the full range, in order', () => {
    const l = ramp(40, 70)
    stretchFaded(l)
    expect(l[10]).toBeLessThan(4)
    expect(l[990]).toBeGreaterThan(96)
    expect(l.every((value, i) => value >= 0 && value <= 100 && (i === 0 || value >= l[i - 1]))).toBe(true)
  })

  it('cuts off the tails, so that a white rebate or a speck does not hide the fading', () => {
    const l = ramp(40, 70)
    l[0] = 100
    l[1] = 0
    stretchFaded(l)
    expect(l[500]).toBeCloseTo(50, 0)
    expect(l[0]).toBe(100)
  })

  it.each([
    ['a photo of normal range', ramp(5, 95)],
    ['a low-key photo', ramp(0, 52)],
    ['a blank page', ramp(88, 92)],
  ])('leaves %s unchanged', (_, l) => {
    const before = l.slice()
    stretchFaded(l)
    expect(l).toEqual(before)
  })
})
