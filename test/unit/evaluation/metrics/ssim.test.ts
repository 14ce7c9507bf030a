import { describe, expect, it } from 'vitest'
import { ssim, ssimReference } from '../../../../src/main/evaluation/metrics/ssim.ts'
import { busyPicture, dulledPicture, plainPicture } from '../pictures.ts'

describe('ssim', () => {
  it('agrees with scikit-image', () => {
    expect(ssim(ssimReference(busyPicture()), ssimReference(dulledPicture()))).toBeCloseTo(0.9396243252, 5)
  })

  it('is 1 for the same picture', () => {
    expect(ssim(ssimReference(busyPicture()), ssimReference(busyPicture()))).toBeCloseTo(1, 6)
  })

  it('of two plain pictures is the luminance term alone', () => {
    const c1 = 2.55 ** 2
    const expected = (2 * 100 * 150 + c1) / (100 ** 2 + 150 ** 2 + c1)
    const dark = ssimReference(plainPicture(12, 11, [100, 100, 100]))
    const light = ssimReference(plainPicture(12, 11, [150, 150, 150]))
    expect(ssim(dark, light)).toBeCloseTo(expected, 4)
  })
})
