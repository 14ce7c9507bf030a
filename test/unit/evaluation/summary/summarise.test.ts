import { describe, expect, it } from 'vitest'
import type { PictureResult, RowValues } from '../../../../src/main/evaluation/measure/picture-result.ts'
import { type RowName, summarise } from '../../../../src/main/evaluation/summary/summarise.ts'

const plan = { resamples: 300, seed: 3 }

const names: RowName[] = [
  { id: 'grey', title: 'Grey', kind: 'reference' },
  { id: 'first', title: 'first', kind: 'model' },
  { id: 'second', title: 'second', kind: 'model' },
]

function values(change: Partial<RowValues>): RowValues {
  return {
    psnrRgb: 20,
    psnrAb: 25,
    mseAb: 100,
    deltaE2000: 10,
    ssim: 0.9,
    lightnessDrift: 0.1,
    colourfulness: 0,
    colourfulnessAbsolute: 0,
    ...change,
  }
}

function picture(name: string, cf: number, model: Partial<RowValues>, greyMse = 100): PictureResult {
  const first = values({ flipDistance: 1, chroma: 10, ...model })
  return {
    name,
    side: 160,
    truth: { colourfulness: cf, colourfulnessAbsolute: cf / 2 },
    rows: { grey: values({ mseAb: greyMse }), first, second: { ...first, psnrRgb: first.psnrRgb + 1 } },
  }
}

const colourful = picture('colourful', 40, { mseAb: 72, colourfulness: 20, colourfulnessAbsolute: 18 }, 100)
const neutral = picture('neutral', 10, { mseAb: 26, colourfulness: 15, flipDistance: 2, chroma: 20 }, 96)

describe('summarise', () => {
  const { rows, comparisons } = summarise([colourful, neutral], names, plan)
  const first = rows[1].summaries

  it('takes a root of the mean square and ratios of means', () => {
    expect(first.all?.rmseAb?.value).toBe(7)
    expect(first.all?.rmseAbOfGrey?.value).toBeCloseTo(Math.sqrt(49 / 98))
    expect(first.all?.cfRatio?.value).toBeCloseTo(35 / 50)
    expect(first.all?.cfRatioAbsolute?.value).toBeCloseTo(18 / 25)
    expect(first.all?.flipDisagreement?.value).toBeCloseTo(3 / 30)
  })

  it('takes the difference of colourfulness picture by picture', () => {
    // 20 too little here, 5 too much there: a difference of means would see only half of it.
    expect(first.all?.cfDifference?.value).toBe((20 + 5) / 2)
  })

  it('keeps neutral pictures apart', () => {
    expect(first.colourful?.rmseAb?.value).toBeCloseTo(Math.sqrt(72))
    expect(first.neutral?.cfRatio?.value).toBeCloseTo(1.5)
  })

  it('gives intervals that hold the value', () => {
    const { value, low, high } = first.all!.rmseAb!
    expect(low).toBeCloseTo(Math.sqrt(26))
    expect(high).toBeCloseTo(Math.sqrt(72))
    expect(value).toBeGreaterThan(low)
  })

  it('leaves flip disagreement to models', () => {
    expect(rows[0].summaries.all).not.toHaveProperty('flipDisagreement')
    expect(rows[0].summaries.all).toHaveProperty('ssim')
  })

  it('compares further models with the first, paired', () => {
    expect(comparisons).toHaveLength(1)
    expect(comparisons[0]).toMatchObject({ candidate: 'second', baseline: 'first' })
    expect(comparisons[0].differences.all?.psnrRgb).toEqual({ value: 1, low: 1, high: 1 })
    expect(comparisons[0].differences.all?.rmseAb).toEqual({ value: 0, low: 0, high: 0 })
    expect(comparisons[0].ratios.all?.psnrRgb).toEqual({ value: 21 / 20, low: 21 / 20, high: 21 / 20 })
    expect(comparisons[0].ratios.all?.rmseAb).toEqual({ value: 1, low: 1, high: 1 })
  })

  it('leaves out a subset without pictures and ratios to no colour at all', () => {
    const grey = picture('grey', 0, {}, 0)
    const { rows } = summarise([grey], names, plan)
    expect(rows[1].summaries.colourful).toBeUndefined()
    expect(rows[1].summaries.neutral).not.toHaveProperty('cfRatio')
    expect(rows[1].summaries.neutral?.psnrRgb?.value).toBe(20)
  })
})
