import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** Mean and covariance of a cloud of feature vectors. */
export interface Gaussian {
  mean: Float64Array
  covariance: Matrix
}

/** Gathers mean and covariance vector by vector, so that the vectors themselves need not be kept. */
export class GaussianFit {
  #count = 0
  #sums = new Float64Array()
  /** Sums of products of two features, row by row; the upper triangle only. */
  #products = new Float64Array()

  /** The first vector says how many features there are. */
  add(features: Float32Array): void {
    const size = features.length
    if (this.#count === 0) {
      this.#sums = new Float64Array(size)
      this.#products = new Float64Array(size * size)
    }
    this.#count += 1
    for (let i = 0; i < size; i++) {
      const value = features[i]
      this.#sums[i] += value
      for (let j = i; j < size; j++) this.#products[i * size + j] += value * features[j]
    }
  }

  /** At least two vectors; the covariance is the unbiased one. */
  gaussian(): Gaussian {
    const size = this.#sums.length
    const mean = this.#sums.map((sum) => sum / this.#count)
    const covariance = Matrix.zeros(size, size)
    for (let i = 0; i < size; i++) {
      for (let j = i; j < size; j++) {
        const scatter = this.#products[i * size + j] - this.#count * mean[i] * mean[j]
        covariance.set(i, j, scatter / (this.#count - 1))
        covariance.set(j, i, scatter / (this.#count - 1))
      }
    }
    return { mean, covariance }
  }
}

/**
 * The Fréchet distance of Gaussians from a reference,
 * `|m1 - m2|² + tr S1 + tr S2 - 2 tr sqrt(S1 S2)`, exact but for rounding.
 *
 * With `S1 = F' F`, the eigenvalues of `S1 S2` are those of the symmetric `F S2 F'`; F is made once.
 */
export function frechetFrom(reference: Gaussian): (other: Gaussian) => number {
  const factor = factorOf(reference.covariance)
  const transposed = factor.transpose()
  return (other) => {
    const eigenvalues = symmetricEigenvalues(factor.mmul(other.covariance).mmul(transposed))
    const crossTrace = eigenvalues.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0)
    const meanDistance = other.mean.reduce((sum, value, i) => sum + (value - reference.mean[i]) ** 2, 0)
    return meanDistance + reference.covariance.trace() + other.covariance.trace() - 2 * crossTrace
  }
}

/** F with `F' F = S`, for a symmetric S without negative eigenvalues. */
function factorOf(covariance: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  })
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)))
  return eigenvectorMatrix.mulRowVector(roots).transpose()
}

function symmetricEigenvalues(matrix: Matrix): number[] {
  return new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues
}
