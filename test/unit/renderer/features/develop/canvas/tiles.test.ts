import { expect, test } from 'vitest'
import { tilesInView } from '../../../../../../src/renderer/features/develop/canvas/tiles.ts'
import { fitView } from '../../../../../../src/renderer/features/develop/canvas/view.ts'

const photo = { width: 5000, height: 3100 }
const canvas = { width: 1000, height: 700 }
const preview = 2000

test('the preview does as long as it is sharp enough', () => {
  expect(tilesInView(fitView(photo, canvas), photo, canvas, 1, preview)).toEqual([])
  expect(tilesInView(fitView(photo, canvas), photo, canvas, 3, preview)).not.toEqual([])
})

test('at full size only tiles of full size that lie on the canvas', () => {
  const tiles = tilesInView({ scale: 1, x: 0.5, y: 0.5 }, photo, canvas, 1, preview)
  expect(new Set(tiles.map(({ level }) => level))).toEqual(new Set([0]))
  // x from 2000 to 3000, y from 1200 to 1900.
  expect(tiles.map(({ x, y }) => [x, y])).toEqual([
    [3, 2],
    [4, 2],
    [5, 2],
    [3, 3],
    [4, 3],
    [5, 3],
  ])
})

test('between, the coarsest level that still has a pixel for each of the screen', () => {
  const [tile] = tilesInView({ scale: 0.45, x: 0.5, y: 0.5 }, photo, canvas, 1, preview)
  expect(tile.level).toBe(1)
})

test('tiles cover the photo to its very edge, and no more', () => {
  const tiles = tilesInView({ scale: 1, x: 1, y: 1 }, photo, canvas, 1, preview)
  const last = tiles.at(-1)!
  expect([last.x, last.y]).toEqual([9, 6])
  expect(last.part[0] + last.part[2]).toBeCloseTo(1)
  expect(last.part[1] + last.part[3]).toBeCloseTo(1)
})
