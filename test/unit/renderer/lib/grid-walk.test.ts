import { expect, test } from 'vitest'
import { walk } from '../../../../src/renderer/lib/grid-walk.ts'

const rows = [
  { start: 0, widths: [100, 100, 200], height: 100 },
  { start: 3, widths: [300, 100], height: 100 },
  { start: 5, widths: [150], height: 100 },
]

test('left and right go through all rows and stop at the ends', () => {
  expect(walk(rows, 2, 'ArrowRight')).toBe(3)
  expect(walk(rows, 3, 'ArrowLeft')).toBe(2)
  expect(walk(rows, 0, 'ArrowLeft')).toBe(0)
  expect(walk(rows, 5, 'ArrowRight')).toBe(5)
})

test('up and down go to the photo whose middle is nearest', () => {
  expect(walk(rows, 0, 'ArrowDown')).toBe(3)
  expect(walk(rows, 2, 'ArrowDown')).toBe(4)
  expect(walk(rows, 4, 'ArrowUp')).toBe(2)
  expect(walk(rows, 1, 'ArrowUp')).toBe(1)
  expect(walk(rows, 5, 'ArrowDown')).toBe(5)
})

test('home and end', () => {
  expect(walk(rows, 4, 'Home')).toBe(0)
  expect(walk(rows, 1, 'End')).toBe(5)
  expect(walk([], 0, 'End')).toBe(0)
})
