import { expect, test } from 'vitest'
import { colourWords, wordsOfEach } from '../../../../src/shared/colour/words.ts'

const wine = { a: 38, b: 12 }

test('a colour goes by the name that it has, in any language, or by its material in each', () => {
  expect(colourWords({ ...wine, name: 'Tie' }, 'de')).toBe('Tie')
  expect(colourWords(wine, 'en')).toBe('Wine red')
  expect(colourWords(wine, 'de')).toBe('Weinrot')
  expect(colourWords({ a: 34, b: 9 }, 'en')).toBe('Like Wine red')
  expect(colourWords({ a: 34, b: 9 }, 'de')).toBe('Wie Weinrot')
})

test('a lightness that is known rules out what has another', () => {
  const nearBlack = { a: 1, b: 2 }
  expect(colourWords(nearBlack, 'en')).toContain('Black hair')
  expect(colourWords(nearBlack, 'en', 95)).not.toContain('hair')
  expect(colourWords(nearBlack, 'en', 12)).toContain('Black hair')
})

test('no two colours beside each other go by the same words, and names stay', () => {
  const colours = [{ name: 'Coat', a: 1, b: 2 }, wine, wine, { name: 'Wine red', a: 3, b: 4 }]
  expect(wordsOfEach(colours, 'en')).toEqual(['Coat', 'Wine red (2)', 'Wine red (3)', 'Wine red'])
  expect(wordsOfEach(colours, 'de')).toEqual(['Coat', 'Weinrot', 'Weinrot (2)', 'Wine red'])
})
