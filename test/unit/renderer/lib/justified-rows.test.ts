import { expect, test } from 'vitest'
import { aspectOf, justify } from '../../../../src/renderer/lib/justified-rows.ts'

const photos = Array.from(
  { length: 97 },
  (_, i) =>
    [
      { width: 3000, height: 2000 },
      { width: 1500, height: 2100 },
      { width: 2000, height: 2000 },
      { width: 4000, height: 1000 },
      { width: 0, height: 0 },
    ][i % 5],
)

test('rows fill the width, hold every photo once and in order, and keep near the wished height', () => {
  const rows = justify(photos, 1200, 180, 4)
  expect(rows.map(({ start }) => start)).toEqual(
    rows.map((_, i) => rows.slice(0, i).reduce((sum, row) => sum + row.widths.length, 0)),
  )
  expect(rows.reduce((sum, row) => sum + row.widths.length, 0)).toBe(photos.length)
  for (const row of rows.slice(0, -1)) {
    const filled = row.widths.reduce((sum, width) => sum + width, 0) + 4 * (row.widths.length - 1)
    expect(filled).toBeCloseTo(1200, 6)
    expect(row.height).toBeGreaterThan(120)
    expect(row.height).toBeLessThan(260)
  }
})

test('the last row is not blown up', () => {
  const [row] = justify([{ width: 1000, height: 1000 }], 1200, 180, 4)
  expect(row).toEqual({ start: 0, widths: [180], height: 180 })
})

test('a photo wider than the window is made to fit', () => {
  const [row] = justify([{ width: 3000, height: 1000 }], 300, 180, 4)
  expect(row.widths[0]).toBeCloseTo(300)
})

test('unknown and extreme shapes are tamed', () => {
  expect(aspectOf({ width: 0, height: 0 })).toBe(4 / 3)
  expect(aspectOf({ width: 10_000, height: 100 })).toBe(3)
  expect(aspectOf({ width: 100, height: 10_000 })).toBe(0.4)
})
