import { describe, expect, it } from 'vitest'
import { referenceRows } from '../../../../src/main/evaluation/measure/reference-rows.ts'

// 4 x 4 pixels; a* counts pixels from 0, b* is its negative, L* says nothing.
const lab = Float32Array.from({ length: 4 * 4 * 3 }, (_, i) => {
  const pixel = Math.floor(i / 3)
  return [50, pixel, -pixel][i % 3]
})

function mapOf(id: string) {
  const row = referenceRows.find((row) => row.id === id)!
  return row.map({ lab, side: 4, datasetMean: { a: 2, b: 3 } })
}

describe('referenceRows', () => {
  it('has grey, a warm sepia and the mean of the data set as constants', () => {
    expect([...mapOf('grey').data]).toEqual([0, 0])
    expect([...mapOf('dataset-mean').data]).toEqual([2, 3])
    const [a, b] = mapOf('sepia').data
    expect(a).toBeGreaterThan(0)
    expect(b).toBeGreaterThan(a)
  })

  it("has each picture's own mean", () => {
    expect([...mapOf('picture-mean').data]).toEqual([7.5, -7.5])
  })

  it('has true chroma in means of 2 x 2 pixels', () => {
    const { data, width, height } = mapOf('half-resolution')
    expect([width, height]).toEqual([2, 2])
    // Pixels 0 1 4 5, then 2 3 6 7, 8 9 12 13, 10 11 14 15.
    expect([...data]).toEqual([2.5, -2.5, 4.5, -4.5, 10.5, -10.5, 12.5, -12.5])
  })
})
