import { describe, expect, it } from 'vitest'
import { Random } from '../../../src/shared/random.ts'

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.uniform())

describe('Random', () => {
  it('repeats for the same purpose and differs for another', () => {
    expect(draw(new Random(1, 'flip', 3), 5)).toEqual(draw(new Random(1, 'flip', 3), 5))
    expect(draw(new Random(1, 'flip', 3), 5)).not.toEqual(draw(new Random(1, 'flip', 4), 5))
  })

  it('is even, also over the first numbers of neighbouring streams', () => {
    const firsts = Array.from({ length: 4000 }, (_, i) => new Random(i).uniform())
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length
    expect(mean).toBeGreaterThan(0.48)
    expect(mean).toBeLessThan(0.52)
    expect(firsts.filter((value) => value < 0.1).length / firsts.length).toBeCloseTo(0.1, 1)
  })

  it('draws normal numbers of deviation 1', () => {
    const random = new Random('normal')
    const values = Array.from({ length: 20_000 }, () => random.normal())
    const variance = values.reduce((sum, value) => sum + value ** 2, 0) / values.length
    expect(variance).toBeCloseTo(1, 1)
    expect(values.filter((value) => Math.abs(value) > 2).length / values.length).toBeCloseTo(0.0455, 2)
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, i) => i)
    const mixed = new Random(5).shuffled(items)
    expect(mixed).not.toEqual(items)
    expect(mixed.toSorted((x, y) => x - y)).toEqual(items)
  })
})
