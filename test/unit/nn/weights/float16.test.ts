import { describe, expect, it } from 'vitest'
import { fromFloat16, toFloat16 } from '../../../../src/main/nn/weights/float16.ts'

it('widens half precision exactly', () => {
  const cases: [bits: number, value: number][] = [
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ]
  const values = fromFloat16(Uint16Array.from(cases, ([bits]) => bits))
  expect([...values]).toEqual(cases.map(([, value]) => value))
})

describe('toFloat16', () => {
  const halves = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits)
  const values = fromFloat16(halves)

  it('gives back every number of half precision, of either sign', () => {
    expect(toFloat16(values)).toEqual(halves)
    expect(toFloat16(values.map((value) => -value))).toEqual(halves.map((bits) => bits | 0x8000))
  })

  it('rounds to the nearest, and what lies between to the even one', () => {
    const lower = halves.subarray(0, -1)
    const middles = Float32Array.from(lower, (_, i) => (values[i] + values[i + 1]) / 2)
    expect(toFloat16(middles)).toEqual(lower.map((bits) => bits + (bits & 1)))
    expect(toFloat16(middles.map((value) => value * (1 - 2 ** -23)))).toEqual(lower)
    expect(toFloat16(middles.map((value) => value * (1 + 2 ** -23)))).toEqual(lower.map((bits) => bits + 1))
  })

  it('knows what is too large, and what is no number', () => {
    const found = toFloat16(
      new Float32Array([65519, 65520, Number.NEGATIVE_INFINITY, Number.NaN, 1e-30, -1e-30]),
    )
    expect([...found]).toEqual([0x7bff, 0x7c00, 0xfc00, 0x7e00, 0, 0x8000])
  })

  it('reads a view into a larger array', () => {
    expect([...toFloat16(new Float32Array([9, 1, 2, 9]).subarray(1, 3))]).toEqual([0x3c00, 0x4000])
  })
})
