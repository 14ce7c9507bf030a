import type { Triple } from '../../../shared/colour/lab.ts'

/** One sample of a picture: CIELAB, and where it lies, each side -0.5..0.5. */
export interface ToneSample {
  lab: Triple
  x: number
  y: number
}

/** Reweighting rounds; the fit stands still after four or five. */
const rounds = 6
/** Distance in a*b* at which a sample counts half: a coloured object must not bend the tone. */
const robustScale = 3
/** Holds coefficients that a picture says nothing about, such as a blank page's, at nothing. */
const ridge = 1e-3

export interface FittedTone {
  /** Of the samples that it was fitted to. */
  distances: Float64Array
  distance: (sample: ToneSample) => number
}

/**
 * How far, in a*b*, each sample lies from the tone of the whole picture: a smooth curve of lightness
 * that may drift over the sheet, as sepia, cyanotypes and unevenly yellowed prints have one.
 */
export function fitTone(samples: readonly ToneSample[]): FittedTone {
  const basis = samples.map(terms)
  const distances = new Float64Array(samples.length)
  let curve: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    curve = leastSquares(samples, basis, distances)
    for (const [i, sample] of samples.entries()) distances[i] = distanceFrom(curve, sample, basis[i])
  }
  return { distances, distance: (sample) => distanceFrom(curve, sample, terms(sample)) }
}

function terms({ lab: [l], x, y }: ToneSample): number[] {
  const t = l / 50 - 1
  return [1, t, t * t, t * t * t, x, y, x * x, y * y, x * y]
}

function distanceFrom([a, b]: [number[], number[]], { lab }: ToneSample, basis: readonly number[]): number {
  return Math.hypot(lab[1] - dot(basis, a), lab[2] - dot(basis, b))
}

function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i]
  return sum
}

/** Coefficients of a* and of b*, samples weighted by how near they lay to the last fit: normal equations. */
function leastSquares(
  samples: readonly ToneSample[],
  basis: readonly number[][],
  distances: Float64Array,
): [number[], number[]] {
  const size = basis[0].length
  const rows = Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size + 2 }, (_, column) =>
      row === column && row > 0 ? ridge * basis.length : 0,
    ),
  )
  for (const [i, term] of basis.entries()) {
    const weight = 1 / (1 + (distances[i] / robustScale) ** 2)
    const [, a, b] = samples[i].lab
    for (let row = 0; row < size; row++) {
      const weighted = weight * term[row]
      for (let column = 0; column < size; column++) rows[row][column] += weighted * term[column]
      rows[row][size] += weighted * a
      rows[row][size + 1] += weighted * b
    }
  }
  eliminate(rows)
  return [0, 1].map((channel) => rows.map((row, i) => row[size + channel] / row[i])) as [number[], number[]]
}

/** Gauss-Jordan elimination of a symmetric positive definite matrix, right sides in the last columns. */
function eliminate(rows: readonly Float64Array[]): void {
  for (const [pivot, row] of rows.entries()) {
    for (const other of rows) {
      if (other === row) continue
      const factor = other[pivot] / row[pivot]
      for (let column = pivot; column < other.length; column++) other[column] -= factor * row[column]
    }
  }
}
