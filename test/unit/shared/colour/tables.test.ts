import { describe, expect, it } from 'vitest'
import { labF } from '../../../../src/shared/colour/lab.ts'
import { linearToSrgb, srgbToLinear } from '../../../../src/shared/colour/srgb.ts'
import {
  encodeIntervals,
  encodeTable,
  labFIntervals,
  labFTable,
  linearOfCode,
} from '../../../../src/shared/colour/tables.ts'

function read(table: Float32Array, intervals: number, x: number): number {
  const at = x * intervals
  const i = Math.floor(at)
  return table[i] + (at - i) * (table[i + 1] - table[i])
}

describe('tables', () => {
  it('hold the scalar functions to a quarter of a 16-bit code', () => {
    const codes = encodeTable(16)
    for (let i = 0; i <= 20_000; i++) {
      const x = (i / 20_000) ** 3
      expect(Math.abs(read(codes, encodeIntervals, x) - 65535 * linearToSrgb(x))).toBeLessThan(0.25)
      expect(Math.abs(read(labFTable, labFIntervals, x) - labF(x))).toBeLessThan(1e-5)
    }
  })

  it('may be read at 1 and just past it', () => {
    expect(read(encodeTable(8), encodeIntervals, 1.0001)).toBe(255)
    expect(read(labFTable, labFIntervals, 1.0001)).toBe(1)
  })

  it('know the linear light of every code', () => {
    for (const depth of [8, 16] as const) {
      const last = 2 ** depth - 1
      const table = linearOfCode(depth)
      expect(table).toHaveLength(last + 1)
      for (const code of [0, 1, last >> 1, last])
        expect(table[code]).toBeCloseTo(srgbToLinear(code / last), 6)
    }
  })
})
