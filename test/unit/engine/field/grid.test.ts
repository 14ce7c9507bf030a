import { expect, it } from 'vitest'
import { lightnessGrid } from '../../../../src/main/engine/field/grid.ts'

const row = (...data: number[]) => ({ data: Float32Array.from(data), width: data.length, height: 1 })

it('a weight is that of the difference of lightness, and nothing is left of it at the border', () => {
  const { right } = lightnessGrid(row(50, 50, 54), 4)
  expect(right[1]).toBeCloseTo(Math.exp(-0.5), 5)
  expect(right[2]).toBe(0)
})

it('an edge that takes three cells holds back more than its steps do', () => {
  const soft = lightnessGrid(row(30, 30, 38, 46, 46), 4).right
  expect(soft[1]).toBeCloseTo(Math.exp(-((0.7 * 16) ** 2) / 32), 4)
  expect(soft[2]).toBeCloseTo(soft[1])
})

it('columns are weighed as rows are', () => {
  const data = Float32Array.of(30, 30, 38, 46, 46)
  expect(lightnessGrid({ data, width: 1, height: 5 }, 4).down).toEqual(lightnessGrid(row(...data), 4).right)
})
