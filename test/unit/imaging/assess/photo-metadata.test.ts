import { describe, expect, it } from 'vitest'
import { partialDate } from '../../../../src/main/imaging/assess/photo-metadata.ts'

describe('a date in metadata', () => {
  it.each([
    ['1912:07:14 10:30:05', '1912-07-14T10:30:05'],
    ['1912:07:14 00:00:00', '1912-07-14'],
    ['1912:07:00 00:00:00', '1912-07'],
    ['1912:00:00 00:00:00', '1912'],
    ['1912:  :     :  :  ', '1912'],
    ['1912-07-14T10:30:05+01:00', '1912-07-14T10:30:05'],
    ['1912-07-14T10:30', '1912-07-14T10:30:00'],
    ['19120714', '1912-07-14'],
    ['19120000', '1912'],
    ['1912-07', '1912-07'],
    ['1912', '1912'],
  ])('%s is %s', (written, date) => {
    expect(partialDate(written)).toBe(date)
  })

  it.each(['', '0000:00:00 00:00:00', 'yesterday', '12.07.1912', '    :  :  '])('%j is none', (written) => {
    expect(partialDate(written)).toBeUndefined()
  })

  it('leaves out a time that is none', () => {
    expect(partialDate('1912:07:14 25:61:00')).toBe('1912-07-14')
  })
})
