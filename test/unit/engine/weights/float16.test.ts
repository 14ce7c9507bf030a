import { expect, it } from 'vitest'
import { fromFloat16 } from '../../../../src/main/engine/weights/float16.ts'

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
