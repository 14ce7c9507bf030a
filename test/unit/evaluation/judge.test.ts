import { describe, expect, it } from 'vitest'
import { goals, judge } from '../../../src/main/evaluation/judge.ts'
import type { Gate, Summary } from '../../../src/main/evaluation/result.ts'
import type { MetricId } from '../../../src/main/evaluation/summary/metrics.ts'

function summary(values: Partial<Record<MetricId, number>>): Summary {
  const entries = Object.entries(values).map(([id, value]) => [id, { value, low: value, high: value }])
  return Object.fromEntries(entries)
}

const figures = { cfRatio: 0.68, rmseAb: 10, deltaE2000: 9, flipDisagreement: 0.12, lightnessDrift: 0.1 }
const baseline = summary(figures)
const better = { ...figures, cfRatio: 0.8, rmseAb: 9.9, deltaE2000: 8.9, flipDisagreement: 0.11 }

function failed(gates: Gate[]): string[] {
  return gates.filter(({ passed }) => !passed).map(({ id }) => id)
}

describe('judge', () => {
  it('passes what is more colourful at the same error, and gives the numbers', () => {
    const gates = judge(summary(better), baseline)
    expect(failed(gates)).toEqual([])
    expect(gates.map(({ id }) => id)).toEqual(['colour', 'delta-e', 'flip', 'lightness'])
    expect(gates[0].measured).toEqual({
      cf: 0.8,
      baselineCf: 0.68,
      rmse: 9.9,
      baselineRmse: 10,
      rmseRatio: 0.99,
    })
  })

  it('passes what is clearly closer and no paler', () => {
    expect(failed(judge(summary({ ...better, cfRatio: 0.68, rmseAb: 9.7 }), baseline))).toEqual([])
  })

  it.each([
    ['too pale at nearly the same error', { cfRatio: 0.74, rmseAb: 9.9 }],
    ['too colourful', { cfRatio: 1.06, rmseAb: 9.9 }],
    ['colourful but further off', { cfRatio: 0.8, rmseAb: 10.1 }],
    ['closer but paler', { cfRatio: 0.67, rmseAb: 9 }],
  ])('fails what is %s', (_, change) => {
    expect(failed(judge(summary({ ...better, ...change }), baseline))).toEqual(['colour'])
  })

  it('fails worse dE00, worse flip disagreement and drifting lightness, each by itself', () => {
    expect(failed(judge(summary({ ...better, deltaE2000: 9.1 }), baseline))).toEqual(['delta-e'])
    expect(failed(judge(summary({ ...better, flipDisagreement: 0.13 }), baseline))).toEqual(['flip'])
    expect(failed(judge(summary({ ...better, lightnessDrift: 0.5 }), baseline))).toEqual(['lightness'])
  })

  it('fails what could not be measured', () => {
    const { flipDisagreement: _, ...unflipped } = better
    const gates = judge(summary(unflipped), baseline)
    expect(failed(gates)).toEqual(['flip'])
    expect(gates[2].measured).toEqual({ baselineFlip: 0.12 })
  })

  it('holds a checkpoint against the L1 model where there is one', () => {
    const l1 = summary({ ...figures, flipDisagreement: 0.1 })
    expect(failed(judge(summary(better), baseline, l1))).toEqual([])
    expect(failed(judge(summary({ ...better, flipDisagreement: 0.131 }), baseline, l1))).toEqual([
      'flip',
      'checkpoint-flip',
    ])
    expect(failed(judge(summary({ ...better, cfRatio: 0.64, rmseAb: 9 }), baseline, l1))).toEqual([
      'colour',
      'checkpoint-colour',
    ])
  })
})

describe('goals', () => {
  const grey = summary({ psnrRgb: 22 })

  it('are reached at 1.6 dB over grey and .80 of its error at full colour', () => {
    expect(failed(goals(summary({ psnrRgb: 23.7, rmseAbOfGrey: 0.79, cfRatio: 0.86 }), grey))).toEqual([])
    expect(failed(goals(summary({ psnrRgb: 23.5, rmseAbOfGrey: 0.81, cfRatio: 0.86 }), grey))).toEqual([
      'psnr',
      'rmse',
    ])
    expect(failed(goals(summary({ psnrRgb: 23.7, rmseAbOfGrey: 0.79, cfRatio: 0.84 }), grey))).toEqual([
      'rmse',
    ])
  })
})
