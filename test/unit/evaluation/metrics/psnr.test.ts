import { describe, expect, it } from 'vitest'
import { meanSquaredError, psnr, psnrOfIdentical } from '../../../../src/main/evaluation/metrics/psnr.ts'
import { busyPicture, dulledPicture } from '../pictures.ts'

describe('meanSquaredError', () => {
  it('is the mean of squared differences', () => {
    expect(meanSquaredError([1, 2, 3, 4], [1, 4, 0, 4])).toBe((4 + 9) / 4)
  })
})

describe('psnr', () => {
  it('agrees with scikit-image', () => {
    const mse = meanSquaredError(busyPicture().data, dulledPicture().data)
    expect(mse).toBeCloseTo(683.8506944444, 9)
    expect(psnr(mse)).toBeCloseTo(19.78119068588, 9)
  })

  it('falls by 20 dB where errors grow tenfold', () => {
    expect(psnr(1) - psnr(100)).toBeCloseTo(20)
    expect(psnr(255 * 255)).toBeCloseTo(0)
  })

  it('stays finite for identical pictures', () => {
    expect(psnr(0)).toBe(psnrOfIdentical)
  })
})
