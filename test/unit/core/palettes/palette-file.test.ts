import { expect, it } from 'vitest'
import { formatPalette, parsePalette } from '../../../../src/main/core/palettes/palette-file.ts'

const palette = { id: 3, name: 'Oma', colours: [{ name: 'Kleid', a: 20, b: -5.5 }] }

it('is read as it was written', () => {
  expect(parsePalette(formatPalette(palette))).toMatchObject({ name: 'Oma', colours: palette.colours })
})

it('a colour that nobody named is told in both languages, and is read without a name', () => {
  const written = formatPalette({ name: 'Oma', colours: [{ a: 38, b: 12 }] })
  expect(JSON.parse(written)).toMatchObject({ colours: [{ names: { en: 'Wine red', de: 'Weinrot' } }] })
  expect(parsePalette(written).colours).toEqual([{ a: 38, b: 12 }])
})

it.each([
  ['', 'not readable as JSON'],
  ['[]', 'no palette'],
  ['null', 'no palette'],
  [JSON.stringify({ format: 'tintype-palette', formatVersion: 2, name: 'x', colours: [] }), 'newer Tintype'],
  [formatPalette(palette).replace('20', '2000'), 'colours'],
  [formatPalette(palette).replace('Kleid', ''), 'name'],
])('%s is refused, and why', (text, why) => {
  expect(() => parsePalette(text)).toThrow(why)
})
