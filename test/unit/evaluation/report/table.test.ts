import { describe, expect, it } from 'vitest'
import {
  plain,
  signedWithInterval,
  table,
  withInterval,
} from '../../../../src/main/evaluation/report/table.ts'

describe('table', () => {
  it('is Markdown with numbers to the right', () => {
    expect(table(['', 'PSNR'], [['grey', '22.51']])).toBe('|  | PSNR |\n| --- | ---: |\n| grey | 22.51 |')
  })
})

describe('cells', () => {
  it('round to what is asked for and show what is missing', () => {
    const estimate = { value: 24.294, low: 24.011, high: 24.566 }
    expect(plain(estimate, 1)).toBe('24.3')
    expect(withInterval(estimate, 2)).toBe('24.29 (24.01 to 24.57)')
    expect(plain(undefined, 1)).toBe('–')
    expect(withInterval(undefined, 1)).toBe('–')
    expect(signedWithInterval(undefined, 1)).toBe('–')
  })

  it('of differences are bold only where the sign is beyond doubt', () => {
    expect(signedWithInterval({ value: 1, low: 0.5, high: 1.5 }, 1)).toBe('**+1.0 (0.5 to 1.5)**')
    expect(signedWithInterval({ value: -1, low: -1.5, high: -0.5 }, 1)).toBe('**-1.0 (-1.5 to -0.5)**')
    expect(signedWithInterval({ value: 1, low: -0.5, high: 2.5 }, 1)).toBe('+1.0 (-0.5 to 2.5)')
  })
})
