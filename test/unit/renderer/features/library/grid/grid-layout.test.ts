import { expect, test } from 'vitest'
import { heightToCome, layOut } from '../../../../../../src/renderer/features/library/grid/grid-layout.ts'
import type { PhotoCell } from '../../../../../../src/shared/contract/library.ts'

const photos = [
  ['1912-07-14', 1500],
  ['1912-07', 1000],
  ['1912-06-30T10:00:00', 2000],
  ['1911', 1000],
  [null, 1000],
].map(([taken, width], i) => ({ id: i + 1, width, height: 1000, taken }) as PhotoCell)

test('each month has a heading, and rows begin anew with it', () => {
  const { items, rows } = layOut(photos, 1000, 200, true)
  expect(items.map((item) => (item.kind === 'month' ? item.month : item.row.start))).toEqual([
    '1912-07',
    0,
    '1912-06',
    2,
    '1911',
    3,
    null,
    4,
  ])
  expect(rows.map(({ widths }) => widths.length)).toEqual([2, 1, 1, 1])
})

test('without months there are only rows', () => {
  const { items } = layOut(photos, 1000, 200, false)
  expect(items.every(({ kind }) => kind === 'row')).toBe(true)
})

test('a window without width has no rows', () => {
  expect(layOut(photos, 0, 200, true).items).toEqual([])
})

test('the scroll bar knows of photos that are not loaded', () => {
  const layout = layOut(photos, 1000, 200, false)
  const height = layout.items.reduce((sum, item) => sum + item.height, 0)
  expect(heightToCome(layout, 5, 50)).toBeCloseTo(9 * height)
  expect(heightToCome(layout, 5, 5)).toBe(0)
})
