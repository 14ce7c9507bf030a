import { expect, test } from 'vitest'
import {
  click,
  extendTo,
  focusOn,
  nothingSelected,
  selectOnly,
  toggle,
} from '../../../../../src/renderer/lib/workspace/selection.ts'

const order = [10, 20, 30, 40, 50]
const plain = { shiftKey: false, ctrlKey: false, metaKey: false }

test('a click selects one, with Ctrl or Command it adds and takes away', () => {
  let selection = click(nothingSelected, 20, plain, order)
  expect([...selection.ids]).toEqual([20])
  selection = click(selection, 40, { ...plain, ctrlKey: true }, order)
  expect([...selection.ids]).toEqual([20, 40])
  selection = click(selection, 20, { ...plain, metaKey: true }, order)
  expect([...selection.ids]).toEqual([40])
})

test('Shift selects from the anchor, in either direction, again and again', () => {
  const start = selectOnly(30)
  const down = click(start, 50, { ...plain, shiftKey: true }, order)
  expect([...down.ids]).toEqual([30, 40, 50])
  const up = extendTo(down, 10, order)
  expect([...up.ids]).toEqual([10, 20, 30])
  expect(up).toMatchObject({ anchor: 30, focus: 10 })
})

test('Shift without an anchor in sight selects one', () => {
  expect([...extendTo(nothingSelected, 20, order).ids]).toEqual([20])
  expect([...extendTo(selectOnly(99), 20, order).ids]).toEqual([20])
})

test('the focus can move alone', () => {
  const moved = focusOn(selectOnly(10), 40)
  expect([...moved.ids]).toEqual([10])
  expect(moved.focus).toBe(40)
  expect([...toggle(moved, 40).ids]).toEqual([10, 40])
})
