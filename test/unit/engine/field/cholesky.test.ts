import { describe, expect, it } from 'vitest'
import { Cholesky } from '../../../../src/main/engine/field/cholesky.ts'
import { lightnessGrid } from '../../../../src/main/engine/field/grid.ts'
import type { LChannel } from '../../../../src/shared/contract/pixels.ts'
import { Random } from '../../../../src/shared/random.ts'

const sigma = 5
const faint = 1e-4

/** A picture with a dark and a light half, a soft slope and grain. */
function picture(width: number, height: number, grain: number): LChannel {
  const random = new Random(1, 'grain')
  const data = Float32Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return (x < width / 2 ? 30 : 65) + y / 4 + grain * random.normal()
  })
  return { data, width, height }
}

interface System {
  mass: Float64Array
  b: Float64Array
}

/** `count` cells in ten pulled to colours of their own, the others faintly to nothing. */
function pulled({ data }: LChannel, count: number): System {
  const random = new Random(2, 'pulls')
  const mass = new Float64Array(data.length).fill(faint)
  const b = new Float64Array(data.length * 2)
  for (let cell = 0; cell < data.length; cell++) {
    if (!random.chance(count / 10)) continue
    mass[cell] += 1
    b.set([random.between(-100, 100), random.between(-100, 100)], 2 * cell)
  }
  return { mass, b }
}

/** The same system by Gaussian elimination. */
function direct(l: LChannel, { mass, b }: System): Float64Array {
  const { data, width } = l
  const grid = lightnessGrid(l, sigma)
  const size = data.length
  const rows = Array.from({ length: size }, (_, cell) => {
    const row = new Float64Array(size + 2)
    row[cell] = mass[cell]
    row[size] = b[2 * cell]
    row[size + 1] = b[2 * cell + 1]
    return row
  })
  const join = (one: number, other: number, weight: number): void => {
    rows[one][one] += weight
    rows[other][other] += weight
    rows[one][other] -= weight
    rows[other][one] -= weight
  }
  for (let cell = 0; cell < size; cell++) {
    if (cell % width < width - 1) join(cell, cell + 1, grid.right[cell])
    if (cell + width < size) join(cell, cell + width, grid.down[cell])
  }
  for (let pivot = 0; pivot < size; pivot++) {
    for (let below = pivot + 1; below < Math.min(size, pivot + width + 1); below++) {
      const factor = rows[below][pivot] / rows[pivot][pivot]
      if (factor !== 0) for (let k = pivot; k < size + 2; k++) rows[below][k] -= factor * rows[pivot][k]
    }
  }
  const x = new Float64Array(size * 2)
  for (let cell = size - 1; cell >= 0; cell--) {
    for (const side of [0, 1]) {
      let sum = rows[cell][size + side]
      for (let k = cell + 1; k < Math.min(size, cell + width + 1); k++) sum -= rows[cell][k] * x[2 * k + side]
      x[2 * cell + side] = sum / rows[cell][cell]
    }
  }
  return x
}

function solver(l: LChannel): Cholesky {
  return new Cholesky(lightnessGrid(l, sigma), new Float64Array(l.data.length).fill(faint))
}

function solved(l: LChannel, { mass, b }: System): Float64Array {
  return solver(l).solve(mass, b)
}

function largestDifference(x: Float64Array, y: Float64Array): number {
  return Math.max(...x.map((value, i) => Math.abs(value - y[i])))
}

describe('a solution', () => {
  it.each([
    { width: 1, height: 1 },
    { width: 1, height: 37 },
    { width: 41, height: 1 },
    { width: 7, height: 5 },
    { width: 33, height: 28 },
  ])('is that of plain elimination, $width x $height', ({ width, height }) => {
    for (const grain of [0, 2, 8, 40]) {
      const l = picture(width, height, grain)
      for (const count of [0.05, 1, 9]) {
        const system = pulled(l, count)
        expect(largestDifference(solved(l, system), direct(l, system))).toBeLessThan(1e-6)
      }
    }
  })

  it('holds for any mass above zero, and colours of their own in every cell', () => {
    const l = picture(30, 30, 4)
    const random = new Random(3, 'colours')
    const mass = Float64Array.from({ length: 900 }, () => 10 ** random.between(-6, 3))
    const b = Float64Array.from({ length: 1800 }, (_, i) => mass[i >> 1] * random.between(-60, 60))
    expect(largestDifference(solved(l, { mass, b }), direct(l, { mass, b }))).toBeLessThan(1e-6)
  })

  it('is zero where nothing pulls', () => {
    const l = picture(20, 20, 3)
    const b = new Float64Array(800)
    expect(solved(l, { mass: new Float64Array(400).fill(faint), b })).toEqual(b)
  })

  it('does not depend on what was solved before', () => {
    const l = picture(41, 32, 5)
    const kept = solver(l)
    for (const system of [pulled(l, 0.1), pulled(l, 5), pulled(l, 0.1)]) {
      expect(kept.solve(system.mass, system.b)).toEqual(solved(l, system))
    }
    const { mass, b } = pulled(l, 0.1)
    const other = { mass: mass.with(700, 0.5), b: b.with(1400, -20) }
    expect(kept.solve(other.mass, other.b)).toEqual(solved(l, other))
    expect(largestDifference(solved(l, other), direct(l, other))).toBeLessThan(1e-6)
  })
})
