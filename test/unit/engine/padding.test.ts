import { expect, it } from 'vitest'
import { cropScaled, halved, padReflected } from '../../../src/main/engine/padding.ts'

it('reflects without repeating the edge, as often as it takes', () => {
  const data = new Float32Array([1, 2, 3, 4, 5, 6])
  const { data: padded, ...size } = padReflected({ data, width: 3, height: 2 }, 4)
  expect(size).toEqual({ width: 4, height: 4 })
  expect([...padded]).toEqual([1, 2, 3, 2, 4, 5, 6, 5, 1, 2, 3, 2, 4, 5, 6, 5])
  const row = padReflected({ data: data.subarray(0, 3), width: 3, height: 1 }, 8)
  expect([...row.data.subarray(0, 8)]).toEqual([1, 2, 3, 2, 1, 2, 3, 2])
})

it('pads a single pixel', () => {
  const { data, width, height } = padReflected({ data: new Float32Array([7]), width: 1, height: 1 }, 4)
  expect({ width, height }).toEqual({ width: 4, height: 4 })
  expect(data.every((value) => value === 7)).toBe(true)
})

it('leaves a picture of the right size alone', () => {
  const data = Float32Array.from({ length: 16 }, (_, i) => i)
  expect(padReflected({ data, width: 4, height: 4 }, 4)).toEqual({ data, width: 4, height: 4 })
})

it('crops the top left and scales', () => {
  const data = Float32Array.from({ length: 3 * 2 * 2 }, (_, i) => i)
  expect(cropScaled({ data, width: 3 }, 2, 2, 10)).toEqual({
    data: new Float32Array([0, 10, 20, 30, 60, 70, 80, 90]),
    width: 2,
    height: 2,
  })
})

it('halves, the last row and column of an odd side by themselves', () => {
  const data = new Float32Array([1, 3, 10, 5, 7, 20, 100, 200, 40])
  const { data: half, ...size } = halved({ data, width: 3, height: 3 })
  expect(size).toEqual({ width: 2, height: 2 })
  expect([...half]).toEqual([4, 15, 150, 40])
})
