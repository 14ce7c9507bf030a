import { describe, expect, it } from 'vitest'
import {
  difference,
  estimate,
  paired,
  quantile,
  ratio,
  resampleMeans,
} from '../../../../src/main/evaluation/summary/bootstrap.ts'

const plan = { resamples: 2000, seed: 7 }

/** 400 pictures whose `error` is 0..1 in even steps: mean 0.5, standard error 0.289 / 20. */
const pictures = Array.from({ length: 400 }, (_, i) => ({ error: i / 399, weight: 2 }))

describe('quantile', () => {
  it('is linear between neighbours', () => {
    const sorted = Float64Array.of(0, 10, 20, 40)
    expect(quantile(sorted, 0)).toBe(0)
    expect(quantile(sorted, 0.5)).toBe(15)
    expect(quantile(sorted, 5 / 6)).toBeCloseTo(30)
    expect(quantile(sorted, 1)).toBe(40)
  })
})

describe('estimate', () => {
  it('has the width that the normal approximation promises', () => {
    const { value, low, high } = estimate(resampleMeans(pictures, plan), ({ error }) => error)
    const standardError = Math.sqrt(401 / 399 / 12) / 20
    expect(value).toBeCloseTo(0.5, 10)
    expect((high - low) / (2 * 1.96 * standardError)).toBeGreaterThan(0.92)
    expect((high - low) / (2 * 1.96 * standardError)).toBeLessThan(1.08)
    expect((high + low) / 2).toBeCloseTo(0.5, 2)
  })

  it('takes roots and ratios of means, not means of roots and ratios', () => {
    const resampled = resampleMeans(
      [
        { square: 1, truth: 1 },
        { square: 49, truth: 9 },
      ],
      plan,
    )
    expect(estimate(resampled, ({ square }) => Math.sqrt(square)).value).toBe(5)
    expect(estimate(resampled, ({ square, truth }) => square / truth).value).toBe(5)
  })

  it('repeats for the same seed and moves with another', () => {
    const run = (seed: number) =>
      estimate(resampleMeans(pictures, { resamples: 200, seed }), ({ error }) => error)
    expect(run(7)).toEqual(run(7))
    expect(run(8).low).not.toBe(run(7).low)
    expect(run(8).value).toBe(run(7).value)
  })

  it('of a single picture has no width', () => {
    const resampled = resampleMeans([{ error: 3 }], plan)
    expect(estimate(resampled, ({ error }) => error)).toEqual({ value: 3, low: 3, high: 3 })
  })
})

describe('paired', () => {
  it('cancels what is hard for both', () => {
    const worse = pictures.map(({ error, weight }, i) => ({ error: error + 0.01 + (i % 2) * 0.002, weight }))
    const [one, other] = [resampleMeans(worse, plan), resampleMeans(pictures, plan)]
    const { value, low, high } = paired(one, other, ({ error }) => error, difference)
    expect(value).toBeCloseTo(0.011, 10)
    expect(low).toBeGreaterThan(0.0105)
    expect(high).toBeLessThan(0.0115)
  })

  it('gives ratios', () => {
    const [one, other] = [0.9, 1].map((scale) =>
      resampleMeans(
        pictures.map(({ error, weight }) => ({ error: scale * error, weight })),
        plan,
      ),
    )
    const { value, low, high } = paired(one, other, ({ error }) => error, ratio)
    for (const end of [value, low, high]) expect(end).toBeCloseTo(0.9, 10)
  })
})
