import { expect, test } from 'vitest'
import { matches } from '../../../../../src/renderer/lib/colours/matches.ts'

test.each([
  ['Field grey', 'field grey'],
  ['Field grey', ' GREY fie '],
  ['Feldgrau', 'grau'],
  ['Preußischblau', 'preussisch'],
  ['Flaschengrün', 'grun'],
  ['Hochzeitsweiß', 'WEISS'],
  ['Café', 'cafe'],
])('%s is found by "%s"', (name, typed) => {
  expect(matches(name, typed)).toBe(true)
})

test.each([
  ['Field grey', 'field blue'],
  ['Grass', 'gras s x'],
])('%s is not found by "%s"', (name, typed) => {
  expect(matches(name, typed)).toBe(false)
})
