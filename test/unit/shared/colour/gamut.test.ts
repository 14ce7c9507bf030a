import { describe, expect, it } from 'vitest'
import { fitToGamut, isInGamut } from '../../../../src/shared/colour/gamut.ts'
import { labToLinear, linearToLab, srgbToLab, type Triple } from '../../../../src/shared/colour/lab.ts'
import { randomNumbers } from '../../../corpus/noise.ts'

const random = randomNumbers(2)

describe('fitToGamut', () => {
  it('leaves alone what sRGB can show', () => {
    for (let i = 0; i < 200; i++) {
      const lab = srgbToLab([random(), random(), random()])
      expect(fitToGamut(lab)).toEqual(lab)
    }
  })

  it('keeps lightness and hue of what sRGB cannot show, and no more chroma than fits', () => {
    for (let i = 0; i < 500; i++) {
      const lab: Triple = [100 * random(), 400 * random() - 200, 400 * random() - 200]
      if (isInGamut(labToLinear(lab))) continue
      const [l, a, b] = fitToGamut(lab)
      expect(isInGamut(labToLinear([l, a, b]))).toBe(true)
      expect(isInGamut(labToLinear([l, a * 1.001, b * 1.001]))).toBe(false)
      expect(l).toBe(lab[0])
      expect(a * lab[2] - b * lab[1]).toBeCloseTo(0, 6)
      expect(a * lab[1] + b * lab[2]).toBeGreaterThanOrEqual(0)
    }
  })

  it('survives the way through linear light', () => {
    const fitted = fitToGamut([40, 150, -150])
    linearToLab(labToLinear(fitted)).forEach((value, i) => {
      expect(value).toBeCloseTo(fitted[i], 2)
    })
  })
})
