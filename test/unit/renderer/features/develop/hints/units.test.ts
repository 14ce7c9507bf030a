import { expect, test } from 'vitest'
import {
  grouped,
  together,
  ungrouped,
  unitsOf,
} from '../../../../../../src/renderer/features/develop/hints/units.ts'
import type { Hint } from '../../../../../../src/shared/contract/engine.ts'

const pin = (group?: number): Hint => ({ x: 0.5, y: 0.5, radius: 0.03, a: 0, b: 0, ...(group && { group }) })

test('a group stands where its first hint does', () => {
  expect(unitsOf([pin(), pin(2), pin(), pin(2)])).toEqual([[0], [1, 3], [2]])
})

test('what is done to one of a group is done to all of it', () => {
  expect(together([pin(1), pin(), pin(1)], [2])).toEqual([0, 2])
  expect(together([pin(), pin()], [1])).toEqual([1])
})

test('grouping takes whole groups in under a number of their own, ungrouping takes them apart', () => {
  const hints = [pin(), pin(1), pin(1), pin(4), pin(4)]
  const one = grouped(hints, [0, 1])
  expect(one.map(({ group }) => group)).toEqual([5, 5, 5, 4, 4])
  expect(ungrouped(one, [2]).map(({ group }) => group)).toEqual([undefined, undefined, undefined, 4, 4])
})
