import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { EvaluationResult, Gate, Summary } from '../../../../src/main/evaluation/evaluation-result.ts'
import type { MetricId } from '../../../../src/main/evaluation/summary/metric-table.ts'
import {
  checkGates,
  goals,
  hasPassed,
  type ModelComparison,
} from '../../../../src/main/evaluation/verdict/gates.ts'

function summary(values: Partial<Record<MetricId, number>>): Summary {
  const entries = Object.entries(values).map(([id, value]) => [id, { value, low: value, high: value }])
  return Object.fromEntries(entries)
}

interface Figures {
  cfGain?: number
  rmse?: number
  deltaE?: number
  flip?: number
}

function held({ cfGain = 0, rmse = 1, deltaE = 1, flip = 1 }: Figures): ModelComparison {
  const ratios = summary({ rmseAb: rmse, deltaE2000: deltaE, flipDisagreement: flip })
  return { differences: summary({ cfRatio: cfGain }), ratios }
}

const steady = summary({ lightnessDrift: 0.1, cfRatio: 0.7, flipDisagreement: 0.12 })
const closer: Figures = { rmse: 0.985, deltaE: 1.01, flip: 1, cfGain: 0 }
const bolder: Figures = { rmse: 1.01, deltaE: 1.02, flip: 1.1, cfGain: 0.06 }

function failed(gates: Gate[]): string[] {
  return gates.filter(({ passed }) => !passed).map(({ id }) => id)
}

describe('judge', () => {
  it('passes what is closer and no paler, and gives the ratios with their intervals', () => {
    const gates = checkGates(steady, held(closer))
    expect(failed(gates)).toEqual(['bolder'])
    expect(hasPassed(gates)).toBe(true)
    expect(gates[0].measured.rmse).toEqual({ value: 0.985, low: 0.985, high: 0.985 })
  })

  it('passes what is bolder at the same error', () => {
    const gates = checkGates(steady, held(bolder))
    expect(failed(gates)).toEqual(['closer'])
    expect(hasPassed(gates)).toBe(true)
  })

  it.each([
    ['closer but paler', { ...closer, cfGain: -0.001 }],
    ['hardly closer', { ...closer, rmse: 0.986 }],
    ['closer with more faults of hue', { ...closer, deltaE: 1.011 }],
    ['closer with more blotches', { ...closer, flip: 1.001 }],
    ['hardly bolder', { ...bolder, cfGain: 0.059 }],
    ['bolder and further off', { ...bolder, rmse: 1.011 }],
    ['bolder with more faults of hue', { ...bolder, deltaE: 1.021 }],
    ['bolder with more blotches', { ...bolder, flip: 1.101 }],
  ])('fails what is %s', (_, figures) => {
    expect(hasPassed(checkGates(steady, held(figures)))).toBe(false)
  })

  it('fails drifting lightness, whatever the colours', () => {
    const gates = checkGates({ ...steady, ...summary({ lightnessDrift: 0.5 }) }, held(closer))
    expect(failed(gates)).toEqual(['bolder', 'lightness'])
    expect(hasPassed(gates)).toBe(false)
  })

  it('fails what could not be measured', () => {
    const { ratios, differences } = held(closer)
    const { flipDisagreement: _, ...unflipped } = ratios
    const gates = checkGates(steady, { differences, ratios: unflipped })
    expect(hasPassed(gates)).toBe(false)
    expect(gates[0].measured).not.toHaveProperty('flip')
  })

  it('holds a checkpoint against the L1 model where there is one', () => {
    const l1 = summary({ flipDisagreement: 0.1 })
    expect(hasPassed(checkGates(steady, held(closer), l1))).toBe(true)
    const gambling = { ...steady, ...summary({ flipDisagreement: 0.131 }) }
    expect(failed(checkGates(gambling, held(closer), l1))).toEqual(['bolder', 'checkpoint-flip'])
    const pale = { ...steady, ...summary({ cfRatio: 0.64 }) }
    expect(failed(checkGates(pale, held(closer), l1))).toEqual(['bolder', 'checkpoint-colour'])
    expect(hasPassed(checkGates(pale, held(closer), l1))).toBe(false)
  })
})

describe('measured candidates', () => {
  it('runs-3-4 passes neither way: hardly closer, hardly bolder', () => {
    const file = new URL('../../../../models/training/results/runs-3-4.json', import.meta.url)
    const { rows, comparisons, set } = JSON.parse(readFileSync(file, 'utf8')) as EvaluationResult
    expect(set.counts.all).toBe(993)
    const [{ candidate, differences, ratios }] = comparisons
    expect(candidate).toBe('runs-3-4')
    const { summaries } = rows.find(({ id }) => id === candidate)!
    const gates = checkGates(summaries.all!, { differences: differences.all!, ratios: ratios.all! })
    expect(failed(gates)).toEqual(['closer', 'bolder'])
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
