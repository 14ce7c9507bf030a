import { describe, expect, it } from 'vitest'
import { rasteriseHints } from '../../../src/main/engine/hints.ts'
import type { Hint } from '../../../src/shared/contract/engine.ts'

/** Which pixels are marked, row by row, and that the others hold nothing. */
function marks(raster: Float32Array, width: number): string[] {
  const rows: string[] = []
  for (let i = 0; i < raster.length; i += 3) {
    const marked = raster[i + 2] === 1
    if (!marked) expect([...raster.subarray(i, i + 3)]).toEqual([0, 0, 0])
    const pixel = i / 3
    rows[Math.floor(pixel / width)] = (rows[Math.floor(pixel / width)] ?? '') + (marked ? '#' : '.')
  }
  return rows
}

const size = { width: 6, height: 4 }
const hint = (changes: Partial<Hint>): Hint => ({ x: 0.5, y: 0.5, radius: 0.25, a: 55, b: -22, ...changes })

describe('rasteriseHints', () => {
  it('draws a square of twice the radius, in fractions of the short side', () => {
    const raster = rasteriseHints([hint({})], size, size)
    expect(marks(raster, 6)).toEqual(['......', '..##..', '..##..', '......'])
    const middle = (1 * 6 + 2) * 3
    expect([...raster.subarray(middle, middle + 3)]).toEqual([0.5, Math.fround(-0.2), 1])
  })

  it.each([
    [{ x: 0, y: 0 }, '#.....'],
    [{ x: 0.999, y: 0 }, '.....#'],
    [{ x: 1, y: 0 }, '.....#'],
  ])('marks at least one pixel at %o', (place, firstRow) => {
    expect(marks(rasteriseHints([hint({ radius: 1e-4, ...place })], size, size), 6)).toEqual([
      firstRow,
      '......',
      '......',
      '......',
    ])
  })

  it('stays on the photo when that was padded', () => {
    const raster = rasteriseHints([hint({ x: 1, y: 1 })], size, { width: 8, height: 8 })
    expect(marks(raster, 8)).toEqual([
      '........',
      '........',
      '........',
      '.....#..',
      '........',
      '........',
      '........',
      '........',
    ])
  })

  it('lets the later hint win', () => {
    const raster = rasteriseHints([hint({ a: 110 }), hint({ a: 11 })], size, size)
    expect(raster[(1 * 6 + 2) * 3]).toBeCloseTo(0.1)
  })
})

it('covers the line of a stroke, and nothing beside it', () => {
  const stroke = hint({
    x: 0.1,
    y: 0.1,
    radius: 0.01,
    path: [
      { x: 0.9, y: 0.1 },
      { x: 0.9, y: 0.9 },
    ],
  })
  expect(marks(rasteriseHints([stroke], size, size), 6)).toEqual(['######', '.....#', '.....#', '.....#'])
})

it('a hint that keeps what is there tells the network nothing', () => {
  expect(rasteriseHints([hint({}), hint({ keeps: true })], size, size)).toEqual(new Float32Array(6 * 4 * 3))
})

it('the line of a broad stroke has no gaps', () => {
  const large = { width: 120, height: 90 }
  const stroke = hint({ x: 0.2, y: 0.2, radius: 0.1, path: [{ x: 0.8, y: 0.7 }] })
  const rows = marks(rasteriseHints([stroke], large, large), 120)
  for (let x = 24; x <= 96; x++) expect(rows[Math.round(18 + ((x - 24) / 72) * 45)][x]).toBe('#')
})
