import { expect, test } from 'vitest'
import {
  areFormer,
  asSpots,
  changed,
  copied,
  copiedAside,
  drawnOn,
  moved,
} from '../../../../../../src/renderer/features/develop/hints/edits.ts'
import { placesOf } from '../../../../../../src/renderer/features/develop/hints/places.ts'
import type { Hint } from '../../../../../../src/shared/contract/engine.ts'

const pin: Hint = { x: 0.25, y: 0.5, radius: 0.03, a: 10, b: 20 }
const stroke: Hint = { ...pin, x: 0.5, path: [{ x: 0.75, y: 0.25 }] }
const kept: Hint = { ...pin, keeps: true }

test('a stroke moves whole', () => {
  const [, there] = moved([pin, stroke], [1], { x: 0.125, y: 0.125 })
  expect(placesOf(there)).toEqual([
    { x: 0.625, y: 0.625 },
    { x: 0.875, y: 0.375 },
  ])
})

test('what moves together keeps its distances at the edge of the photo', () => {
  const there = moved([pin, stroke], [0, 1], { x: 0.9, y: -0.9 })
  expect(there.flatMap(placesOf)).toEqual([
    { x: 0.5, y: 0.25 },
    { x: 0.75, y: 0.25 },
    { x: 1, y: 0 },
  ])
})

test('a stroke is drawn on from its end, turns where the direction does, and ends at the edge', () => {
  const right = { x: 0.125, y: 0 }
  const drawn = [right, right, { x: 0, y: 0.75 }, { x: 0, y: 0.75 }].reduce<Hint[]>(
    (hints, by) => drawnOn(hints, 0, by),
    [pin],
  )
  expect(placesOf(drawn[0])).toEqual([
    { x: 0.25, y: 0.5 },
    { x: 0.5, y: 0.5 },
    { x: 0.5, y: 1 },
  ])
})

test('copies lie on top, and those of a group are a group of their own', () => {
  const hints = [{ ...pin, group: 2 }, { ...stroke, group: 2 }, kept]
  const { hints: all, copies } = copied(hints, [0, 1, 2])
  expect(copies).toEqual([3, 4, 5])
  expect(all.map(({ group }) => group)).toEqual([2, 2, undefined, 3, 3, undefined])
  expect(all[5]).toEqual(kept)
})

test('a copy lies beside its original, in a corner too', () => {
  for (const x of [0.5, 1]) {
    const { hints } = copiedAside([{ ...pin, x, y: x }], [0])
    expect(Math.hypot(hints[1].x - x, hints[1].y - x)).toBeGreaterThan(0.02)
  }
})

test('marks that keep what is there take neither colour nor reach', () => {
  const next = changed([pin, kept], [0, 1], { a: 1, b: 2, reach: 'alike' })
  expect(next).toEqual([{ ...pin, a: 1, b: 2, reach: 'alike' }, kept])
})

test('hints of a recipe without a method, or with the network’s, are former ones and become spots', () => {
  expect(areFormer({ hints: [pin] })).toBe(true)
  expect(areFormer({ hints: [pin], hintMethod: 'network' })).toBe(true)
  expect(areFormer({ hints: [pin], hintMethod: 'field-1' })).toBe(false)
  expect(areFormer({ hints: [] })).toBe(false)
  expect(asSpots([pin, { ...pin, reach: 'thing' }, kept])).toEqual([
    { ...pin, reach: 'spot' },
    { ...pin, reach: 'thing' },
    kept,
  ])
})
