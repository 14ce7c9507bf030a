/** Vectors of two values a cell, interleaved: two systems with one matrix, solved side by side. */
export type Pair = readonly [number, number]

export function dots(x: Float64Array, y: Float64Array): Pair {
  let a = 0
  let b = 0
  for (let i = 0; i < x.length; i += 2) {
    a += x[i] * y[i]
    b += x[i + 1] * y[i + 1]
  }
  return [a, b]
}

/** Zero where there is nothing to divide by: a side that is solved already stays as it is. */
export function ratios([a, b]: Pair, [ofA, ofB]: Pair): Pair {
  return [ofA > 0 ? a / ofA : 0, ofB > 0 ? b / ofB : 0]
}

/** x = own * x + factor * y. */
export function combine(x: Float64Array, own: Pair, y: Float64Array, factor: Pair): void {
  const [ownA, ownB] = own
  const [a, b] = factor
  for (let i = 0; i < x.length; i += 2) {
    x[i] = ownA * x[i] + a * y[i]
    x[i + 1] = ownB * x[i + 1] + b * y[i + 1]
  }
}
