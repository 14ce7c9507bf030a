import { Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { frechetFrom, type Gaussian, GaussianFit } from '../../../../src/main/evaluation/metrics/frechet.ts'

function gaussian(mean: number[], covariance: number[][]): Gaussian {
  return { mean: Float64Array.from(mean), covariance: new Matrix(covariance) }
}

/** Diagonal covariances turned by the same angle: they still commute, so the distance stays known. */
function turned([x, y]: [number, number], angle: number): number[][] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  return [
    [c * c * x + s * s * y, c * s * (x - y)],
    [c * s * (x - y), s * s * x + c * c * y],
  ]
}

describe('frechetFrom', () => {
  it('in one dimension is the squared distance of means plus that of deviations', () => {
    expect(frechetFrom(gaussian([1], [[9]]))(gaussian([5], [[4]]))).toBeCloseTo(16 + 1, 10)
  })

  it('adds up over the common axes of two Gaussians', () => {
    const one = gaussian([0, 0], turned([9, 1], 0.7))
    const other = gaussian([3, 4], turned([4, 16], 0.7))
    expect(frechetFrom(one)(other)).toBeCloseTo(25 + 1 + 9, 10)
  })

  it('holds where covariances do not commute', () => {
    // For 2 x 2, tr sqrt(M) = sqrt(tr M + 2 sqrt(det M)), here with M = [[2, 1], [1, 2]] [[1, 0], [0, 3]].
    const crossTrace = Math.sqrt(2 * 1 + 2 * 3 + 2 * Math.sqrt(3 * 3))
    const one = gaussian(
      [0, 0],
      [
        [2, 1],
        [1, 2],
      ],
    )
    const other = gaussian(
      [0, 0],
      [
        [1, 0],
        [0, 3],
      ],
    )
    expect(frechetFrom(one)(other)).toBeCloseTo(4 + 4 - 2 * crossTrace, 10)
    expect(frechetFrom(other)(one)).toBeCloseTo(4 + 4 - 2 * crossTrace, 10)
  })

  it('is nothing between equals, even where a feature never changes', () => {
    const flat = gaussian(
      [1, 2],
      [
        [4, 0],
        [0, 0],
      ],
    )
    expect(frechetFrom(flat)(flat)).toBeCloseTo(0, 10)
  })
})

describe('GaussianFit', () => {
  it('has the mean and the unbiased covariance of what was added', () => {
    const fit = new GaussianFit()
    for (const vector of [
      [1, 2],
      [3, 2],
      [5, 8],
    ])
      fit.add(Float32Array.from(vector))
    const { mean, covariance } = fit.gaussian()
    expect([...mean]).toEqual([3, 4])
    expect(covariance.to2DArray()).toEqual([
      [4, 6],
      [6, 12],
    ])
  })
})
