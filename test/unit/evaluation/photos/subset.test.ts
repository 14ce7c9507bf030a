import { describe, expect, it } from 'vitest'
import { chooseSample, isHeldOut } from '../../../../src/main/evaluation/photos/subset.ts'

const names = Array.from({ length: 5000 }, (_, i) => `source${Math.floor(i / 1000)}/${i}.webp`)

describe('isHeldOut', () => {
  it("goes by the CRC-32 of the name, like the training's own split", () => {
    // Computed with Python's zlib over photos/0.webp to photos/199.webp.
    const expected = ['1', '7', '40', '46', '99', '101', '128'].map((id) => `photos/${id}.webp`)
    const all = Array.from({ length: 200 }, (_, i) => `photos/${i}.webp`)
    expect(all.filter(isHeldOut)).toEqual(expected)
  })

  it('reads names as UTF-8', () => {
    expect(isHeldOut('Großmutter/9.jpg')).toBe(false)
    expect(isHeldOut('Großmutter/4.jpg')).toBe(true)
  })

  it('keeps about three in a hundred', () => {
    const share = names.filter(isHeldOut).length / names.length
    expect(share).toBeGreaterThan(0.02)
    expect(share).toBeLessThan(0.04)
  })
})

describe('chooseSample', () => {
  it('takes everything unless told otherwise, in the given order, each name once', () => {
    const sample = chooseSample(['b', 'a', 'b'], { heldOut: false })
    expect([...sample]).toEqual(['b', 'a'])
  })

  it('takes a limited sample from all over the set and not from its beginning', () => {
    const sample = [...chooseSample(names, { heldOut: false, limit: 500 })]
    expect(sample).toHaveLength(500)
    for (const source of ['source0', 'source1', 'source2', 'source3', 'source4']) {
      const share = sample.filter((name) => name.startsWith(source)).length / 500
      expect(share).toBeGreaterThan(0.1)
      expect(share).toBeLessThan(0.3)
    }
  })

  it('takes the same sample however the set is listed', () => {
    const sample = chooseSample(names, { heldOut: false, limit: 50 })
    const again = chooseSample([...names].reverse(), { heldOut: false, limit: 50 })
    expect([...again].sort()).toEqual([...sample].sort())
  })

  it('limits within the held-out ones', () => {
    const sample = [...chooseSample(names, { heldOut: true, limit: 20 })]
    expect(sample).toHaveLength(20)
    expect(sample.every(isHeldOut)).toBe(true)
  })
})
