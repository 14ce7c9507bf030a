import { describe, expect, it } from 'vitest'
import { dateInName, takenOf } from '../../../../src/main/core/photos/date-in-name.ts'

describe('the date in a file name', () => {
  it.each([
    ['1912-07-14 Oma.jpg', '1912-07-14'],
    ['1912_07 Garten.tif', '1912-07'],
    ['Urlaub 1953.07.14.png', '1953-07-14'],
    ['IMG_20190714_101500.jpg', '2019-07-14'],
    ['Hochzeit 1953.jpg', '1953'],
    ['cotton-mill-1908.jpg', '1908'],
    ['hayes-1870s.jpg', '1870'],
    ['1961-13-40.jpg', '1961'],
    ['1961-02-45.jpg', '1961-02'],
  ])('of %s is %s', (name, date) => {
    expect(dateInName(name, 2026)).toBe(date)
  })

  it.each([
    'Oma.jpg',
    'DSC_1950.jpg',
    'IMG_1912.jpg',
    'Scan 1905.tif',
    'Foto1950.jpg',
    'P1950.jpg',
    '19120.jpg',
    '1825.jpg',
    '2031.jpg',
    '0007.jpg',
    'hash-a1912b34c5.1912',
  ])('is not seen in %s', (name) => {
    expect(dateInName(name, 2026)).toBeUndefined()
  })
})

describe('when a photo was taken', () => {
  it('is what the metadata says', () => {
    expect(takenOf('2019-07-14T10:15:00', 'IMG_20190714_101500.jpg')).toEqual({
      date: '2019-07-14T10:15:00',
      source: 'metadata',
    })
  })

  it('is what the name says where the metadata holds the day of the scan', () => {
    expect(takenOf('2024-03-01T18:00:00', 'Oma 1912.tif')).toEqual({ date: '1912', source: 'name' })
  })

  it('is unknown where nobody says it', () => {
    expect(takenOf(null, 'DSC_0001.jpg')).toBeNull()
  })
})
