import { describe, expect, it } from 'vitest'
import { exportStem } from '../../../../src/main/core/export/names.ts'

const photo = {
  name: 'Großmutter #1 100%.tif',
  page: 0,
  taken: '1912-07-14T10:00:00',
  model: 'tintype-mobile',
  album: 'Summer at sea',
  folder: 'Box 3',
  caption: 'Aunt\nŁucja' as string | null,
  number: 7,
}

describe('the name of an export', () => {
  it.each([
    ['{name}', 'Großmutter #1 100%'],
    ['{date} {name}', '1912-07-14 Großmutter #1 100%'],
    ['{number}_{model}', '0007_tintype-mobile'],
    ['{date:dd.mm.yyyy}_{year}', '14.07.1912_1912'],
    ['{album} - {folder} - {caption}', 'Summer at sea - Box 3 - Aunt Łucja'],
    ['{counter}-{counter:3}-{counter:4}', '7-007-0007'],
  ])('by %s is %s', (pattern, stem) => {
    expect(exportStem(pattern, photo)).toBe(stem)
  })

  it('says the page of a file that holds several, but for the first', () => {
    expect(exportStem('{name} {number}', { ...photo, page: 1 })).toBe('Großmutter #1 100%-p2 0007')
    expect(exportStem('{name}', { ...photo, name: 'no. 7.tif', page: 11 })).toBe('no. 7-p12')
  })

  it('stays in its folder and visible, whatever the pattern says', () => {
    expect(exportStem('../../{name}', photo)).toBe('Großmutter #1 100%')
    expect(exportStem('a/b\\c:{number}', photo)).toBe('abc0007')
    expect(exportStem('.{name}', photo)).toBe('Großmutter #1 100%')
  })

  it('is no name that Windows keeps for a device', () => {
    expect(exportStem('.con {name}', photo)).toBe('con Großmutter #1 100%')
    for (const pattern of ['con', '.con', '. .nul', '/.aux']) {
      expect(() => exportStem(pattern, photo)).toThrow('leaves no name')
    }
  })

  it.each([
    ['{name}{date}', 'n'],
    ['{date}_{name}', 'n'],
    ['{name}_{date}', 'n'],
    ['{name}_{date}_{counter}', 'n_7'],
    ['{name} ({date}) {counter:2}', 'n 07'],
    ['{date} - {caption} - {name}', 'n'],
    ['{name} - {album} - {year}', 'n'],
    ['_{name}_', '_n_'],
  ])('leaves out of %s what nobody knows, and what parts it from the rest', (pattern, stem) => {
    const bare = { ...photo, name: 'n.tif', taken: null, caption: null, album: undefined }
    expect(exportStem(pattern, bare)).toBe(stem)
  })

  it.each([
    ['1912', '{date}', '1912'],
    ['1912-07', '{date}', '1912-07'],
    ['1912-07', '{date:dd.mm.yyyy}', '07.1912'],
    ['1912', '{date:mm-dd}_{name}', 'n'],
  ])('says of %s by %s no more than is known', (taken, pattern, stem) => {
    expect(exportStem(pattern, { ...photo, name: 'n.tif', taken })).toBe(stem)
  })

  it.each(['{unknown} {name}', '{name:3}', '{date:week}', '{counter:0}', '{}', '{ name }'])(
    '%s is refused in words',
    (pattern) => {
      expect(() => exportStem(pattern, photo)).toThrow('is no field of a file name')
    },
  )

  it('fits on every file system, cut between letters', () => {
    const stem = exportStem('{name}', { ...photo, name: `${'ß'.repeat(300)}.tif` })
    expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(200)
    expect(stem).toMatch(/^ß+$/)
    const second = exportStem('{name}', { ...photo, name: `${'ß'.repeat(300)}.tif`, page: 1 })
    expect(Buffer.byteLength(second)).toBeLessThanOrEqual(200)
    expect(second).toMatch(/^ß+-p2$/)
  })

  it('is refused where nothing is left of it', () => {
    expect(() => exportStem('{date}', { ...photo, taken: null })).toThrow('leaves no name')
  })
})
