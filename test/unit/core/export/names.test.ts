import { describe, expect, it } from 'vitest'
import { exportStem } from '../../../../src/main/core/export/names.ts'

const photo = {
  name: 'Großmutter #1 100%.tif',
  page: 0,
  taken: '1912-07-14T10:00:00',
  model: 'tintype-mobile',
  number: 7,
}

describe('the name of an export', () => {
  it.each([
    ['{name}', 'Großmutter #1 100%'],
    ['{date} {name}', '1912-07-14 Großmutter #1 100%'],
    ['{number}_{model}', '0007_tintype-mobile'],
    ['{unknown} {name}', '{unknown} Großmutter #1 100%'],
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

  it('leaves out a date that is unknown', () => {
    expect(exportStem('{name}{date}', { ...photo, taken: null })).toBe('Großmutter #1 100%')
  })

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
