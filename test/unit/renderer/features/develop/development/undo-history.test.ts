import { expect, test } from 'vitest'
import {
  commit,
  redo,
  startHistory,
  undo,
} from '../../../../../../src/renderer/features/develop/development/undo-history.ts'

test('steps go back and forth', () => {
  const history = commit(commit(startHistory('a'), 'b'), 'c')
  expect(undo(history).present).toBe('b')
  expect(undo(undo(history)).present).toBe('a')
  expect(redo(undo(undo(history))).present).toBe('b')
  expect(redo(redo(undo(undo(history))))).toEqual(history)
})

test('a new step forgets what was undone', () => {
  const history = commit(undo(commit(startHistory('a'), 'b')), 'c')
  expect(redo(history)).toBe(history)
  expect(undo(history).present).toBe('a')
})

test('at either end nothing happens', () => {
  const start = startHistory('a')
  expect(undo(start).present).toBe('a')
  expect(redo(start).present).toBe('a')
})

test('the past is bounded', () => {
  let history = startHistory(0)
  for (let i = 1; i <= 500; i++) history = commit(history, i)
  expect(history.past).toHaveLength(200)
  expect(history.past.at(-1)).toBe(499)
})
