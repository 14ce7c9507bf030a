import { describe, expect, it } from 'vitest'
import { fitTone, type ToneSample } from '../../../../src/main/imaging/assess/tone-curve.ts'
import { randomNumbers } from '../../../corpus/noise.ts'

function picture(ab: (l: number, x: number, y: number) => [number, number]): ToneSample[] {
  const random = randomNumbers(5)
  return Array.from({ length: 2000 }, () => {
    const [l, x, y] = [100 * random(), random() - 0.5, random() - 0.5]
    return { lab: [l, ...ab(l, x, y)], x, y }
  })
}

describe('fitTone', () => {
  it('finds a sepia tone that drifts over the sheet, and nothing beside it', () => {
    const { distances } = fitTone(
      picture((l, x, y) => [4 + l / 20 - (l / 40) ** 2 + 3 * x, 10 + l / 10 + 4 * x * y]),
    )
    expect(Math.max(...distances)).toBeLessThan(0.2)
  })

  it('is not bent by a coloured object', () => {
    const isObject = (x: number, y: number) => x > 0.2 && y > 0.2
    const samples = picture((l, x, y) => (isObject(x, y) ? [60, -40] : [5, 10 + l / 10]))
    const { distances } = fitTone(samples)
    for (const [i, { x, y }] of samples.entries()) {
      if (isObject(x, y)) expect(distances[i]).toBeGreaterThan(40)
      else expect(distances[i]).toBeLessThan(3)
    }
  })

  it('stands a blank page, where lightness says nothing', () => {
    const { distances: blank } = fitTone(picture(() => [3, 12]).map((s) => ({ ...s, lab: [90, 3, 12] })))
    expect(Math.max(...blank)).toBeLessThan(0.1)
  })
})
