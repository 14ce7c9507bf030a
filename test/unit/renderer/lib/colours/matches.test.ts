import { expect, test } from 'vitest'
import { matches } from '../../../../../src/renderer/lib/colours/matches.ts'

test.each([
  ['Field grey', 'field grey'],
  ['Field grey', ' GREY fie '],
  ['Feldgrau', 'grau'],
  ['Preußischblau', 'preussisch'],
  ['Flaschengrün', 'grun'],
  ['Flaschengrün', 'GRUEN'],
  ['Flaschengrün', 'Grün'],
  ['Flaschengru\u0308n', 'gruen'],
  ['Gruen', 'grün'],
  ['Königsblau', 'koenig blau'],
  ['Weiß', 'weiß'],
  ['Hochzeitsweiß', 'WEISS'],
  ['Café', 'cafe'],
])('%s is found by "%s"', (name, typed) => {
  expect(matches([name], typed)).toBe(true)
})

test.each([
  ['Field grey', 'field blue'],
  ['Grass', 'gras s x'],
])('%s is not found by "%s"', (name, typed) => {
  expect(matches([name], typed)).toBe(false)
})

test('words are looked for in one name, not in several', () => {
  expect(matches(['Wine red', 'Weinrot'], 'wein')).toBe(true)
  expect(matches(['Wine red', 'Weinrot'], 'wine')).toBe(true)
  expect(matches(['Wine red', 'Weinrot'], 'wein red')).toBe(false)
})
