import { expect, test } from 'vitest'
import { isPictureName } from '../../../src/shared/picture-names.ts'

test('pictures by their names, whatever the case of the ending', () => {
  const names = [
    'a.jpg',
    'A.JPEG',
    'two.dots.TIF',
    'Thumbs.db',
    '.DS_Store',
    '.hidden.jpg',
    'jpg',
    'letter.txt',
    'a.',
  ]
  expect(names.filter(isPictureName)).toEqual(['a.jpg', 'A.JPEG', 'two.dots.TIF'])
})
