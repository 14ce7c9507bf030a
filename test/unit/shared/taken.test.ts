import { expect, it } from 'vitest'
import { typedTaken } from '../../../src/shared/taken.ts'

it.each([
  ['1936', '1936'],
  [' 3.1936 ', '1936-03'],
  ['9. 3. 1936', '1936-03-09'],
  ['1936-03-09', '1936-03-09'],
  ['1936/3', '1936-03'],
  ['29.2.1936', '1936-02-29'],
])('%j is a date', (text, taken) => {
  expect(typedTaken(text)).toBe(taken)
})

it.each([
  '',
  'March',
  '36',
  '1799',
  '2101',
  '13.1936',
  '30.2.1936',
  '29.2.1935',
  '1.2.3.1936',
  '1936-',
  '0.1936',
  '1936-03-09x',
])('%j is none', (text) => {
  expect(typedTaken(text)).toBeUndefined()
})
