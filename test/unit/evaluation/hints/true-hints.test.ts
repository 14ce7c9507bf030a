import { expect, it } from 'vitest'
import { randomHints, trueHint, worstSpot } from '../../../../src/main/evaluation/hints/true-hints.ts'
import type { AbMap } from '../../../../src/shared/contract/pixels.ts'

const side = 256

/** a* is the column, b* the row. */
const truth = { lab: new Float32Array(side * side * 3), side }
for (let i = 0; i < side * side; i++) truth.lab.set([50, i % side, Math.floor(i / side)], i * 3)

it('a true hint covers 7 pixels of 256 and has their mean colour', () => {
  const hint = trueHint(truth, { x: 100.5 / 256, y: 40.5 / 256 })
  expect(hint).toMatchObject({ a: 100, b: 40, radius: 3.5 / 256 })
  expect(trueHint(truth, { x: 0, y: 1 })).toMatchObject({ a: 1.5, b: 254 })
})

it('random hints are the same ones each time, other ones for another picture, and few are the first of many', () => {
  const hints = randomHints(truth, 20, 1, 'a.jpg')
  expect(randomHints(truth, 5, 1, 'a.jpg')).toEqual(hints.slice(0, 5))
  expect(randomHints(truth, 20, 1, 'b.jpg')).not.toEqual(hints)
  expect(randomHints(truth, 20, 2, 'a.jpg')).not.toEqual(hints)
})

it('the worst spot is the middle of what is most wrong, and another one once a hint is there', () => {
  const map: AbMap = { data: new Float32Array(128 * 128 * 2), width: 128, height: 128 }
  const disc = (x: number, y: number, error: number) => {
    for (let i = 0; i < 128 * 128; i++) {
      const [column, row] = [i % 128, Math.floor(i / 128)]
      if (Math.hypot(column - x, row - y) < 10) map.data[2 * i] += error
    }
  }
  // As coarse as the truth read at the middle of each cell.
  for (let i = 0; i < 128 * 128; i++) map.data.set([2 * (i % 128) + 1, 2 * Math.floor(i / 128) + 1], 2 * i)
  disc(90, 30, 40)
  disc(20, 100, -30)
  const first = worstSpot(map, truth, [])
  expect(first.x).toBeCloseTo(90.5 / 128, 1)
  expect(first.y).toBeCloseTo(30.5 / 128, 1)
  disc(90, 30, -40)
  const second = worstSpot(map, truth, [trueHint(truth, first)])
  expect(second.x).toBeCloseTo(20.5 / 128, 1)
  expect(second.y).toBeCloseTo(100.5 / 128, 1)
})
