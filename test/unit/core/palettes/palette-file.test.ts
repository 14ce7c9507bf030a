import { expect, it } from 'vitest'
import { readPaletteFile, writePaletteFile } from '../../../../src/main/core/palettes/palette-file.ts'

const palette = { id: 3, name: 'Oma', colours: [{ name: 'Kleid', a: 20, b: -5.5 }] }

it('is read as it was written', () => {
  expect(readPaletteFile(writePaletteFile(palette))).toMatchObject({ name: 'Oma', colours: palette.colours })
})

it.each([
  ['', 'not readable as JSON'],
  ['[]', 'no palette'],
  ['null', 'no palette'],
  [JSON.stringify({ format: 'tintype-palette', formatVersion: 2, name: 'x', colours: [] }), 'newer Tintype'],
  [writePaletteFile(palette).replace('20', '2000'), 'colours'],
  [writePaletteFile(palette).replace('Kleid', ''), 'name'],
])('%s is refused, and why', (text, why) => {
  expect(() => readPaletteFile(text)).toThrow(why)
})
