import { expect, it } from 'vitest'
import { fileName, hyphenated, keptFileName, numbered, shortened } from '../../../src/main/files/file-name.ts'

const bytes = (text: string): number => Buffer.byteLength(text)

it.each([
  ['Zdjęcie #1 100%.jpg', 'Zdjęcie #1 100%.jpg'],
  ['../../etc/passwd', 'etcpasswd'],
  ['.hidden.jpg', 'hidden.jpg'],
  ['.con', ''],
  ['a\0b\nc.jpg', 'abc.jpg'],
  ['...', ''],
])('%j is called %j', (text, name) => {
  expect(fileName(text)).toBe(name)
})

it.each([
  ['Zdjęcie #1.jpg', 'Zdjęcie #1.jpg'],
  ['CON.png', '_CON.png'],
  ['Aux.jpg', '_Aux.jpg'],
  ['nul', '_nul'],
  ['???.jpg', '_.jpg'],
  ['.jpg', '_.jpg'],
  ['.scan.jpg', 'scan.jpg'],
  ['*', '_'],
  [`Con.${'a'.repeat(300)}.jpg`, `_Con.${'a'.repeat(246)}.jpg`],
  ['..', ''],
  [' ', ''],
])('a file called %j is kept as %j', (text, name) => {
  expect(keptFileName(text)).toBe(name)
})

it.each([
  [`${'a'.repeat(300)}.jpeg`, '.jpeg'],
  [`${'ß'.repeat(127)}x.tif`, '.tif'],
  [`${'👨‍👩‍👧‍👦'.repeat(40)}.webp`, '.webp'],
  [`Dr. ${'a'.repeat(300)}`, 'a'],
  [`${'é'.repeat(200)}.png`, '.png'],
])('a long name ends as it did', (name, ending) => {
  for (const short of [fileName(name), ...numbered(name).drop(1).take(12)]) {
    expect(bytes(short)).toBeLessThanOrEqual(255)
    expect(bytes(short)).toBeGreaterThan(225)
    expect(short.isWellFormed()).toBe(true)
  }
  expect(fileName(name).endsWith(ending)).toBe(true)
})

it('letters of several characters are kept whole', () => {
  const family = '👨‍👩‍👧‍👦'
  expect(shortened(family.repeat(3), '', bytes(family) * 2 + 5)).toBe(family.repeat(2))
})

it('what fits stays as it is, to the last byte', () => {
  const name = `${'a'.repeat(251)}.jpg`
  expect(fileName(name)).toBe(name)
  expect([...numbered('scan.jpg').take(3)]).toEqual(['scan.jpg', 'scan (2).jpg', 'scan (3).jpg'])
  expect([...numbered('dr. no.jpg', hyphenated).take(2)]).toEqual(['dr. no.jpg', 'dr. no-2.jpg'])
})
