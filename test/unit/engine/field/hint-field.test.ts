import { describe, expect, it } from 'vitest'
import { HintField } from '../../../../src/main/engine/field/hint-field.ts'
import type { FeatureMap } from '../../../../src/main/engine/field/likeness.ts'
import type { Hint } from '../../../../src/shared/contract/engine.ts'
import type { AbMap, LChannel } from '../../../../src/shared/contract/pixels.ts'

const blue: Hint = { x: 0.25, y: 0.5, radius: 0.05, a: 10, b: -40 }

function lightness(width: number, height: number, at: (x: number, y: number) => number): LChannel {
  const data = Float32Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)))
  return { data, width, height }
}

/** Brown, as a network would paint it. */
function predicted({ width, height }: LChannel): AbMap {
  const data = Float32Array.from({ length: width * height * 2 }, (_, i) => (i % 2 === 0 ? 8 : 20))
  return { data, width, height }
}

function spread(l: LChannel, ...hints: Hint[]): AbMap {
  return new HintField(l).spread(predicted(l), hints)
}

/** a* and b* of the cell at fractions of the sides. */
function colourAt({ data, width, height }: AbMap, x: number, y: number): number[] {
  const cell = Math.floor(y * height) * width + Math.floor(x * width)
  return [data[2 * cell], data[2 * cell + 1]]
}

const halves = lightness(64, 64, (x) => (x < 32 ? 30 : 70))

describe('a hint', () => {
  it('colours the thing it points at, as far as its edges', () => {
    const ab = spread(halves, blue)
    for (const [x, y] of [
      [0.25, 0.5],
      [0.45, 0.5],
      [0.05, 0.05],
      [0.48, 0.95],
    ]) {
      expect(colourAt(ab, x, y)[1]).toBeLessThan(-20)
    }
    for (const [x, y] of [
      [0.52, 0.5],
      [0.95, 0.05],
    ]) {
      const [a, b] = colourAt(ab, x, y)
      expect(Math.hypot(a - 8, b - 20)).toBeLessThan(1)
    }
  })

  it('gives its own spot its colour', () => {
    const [a, b] = colourAt(spread(halves, blue), 0.25, 0.5)
    expect(Math.hypot(a - blue.a, b - blue.b)).toBeLessThan(6)
  })

  it('that keeps what is there holds back another beside it', () => {
    const keep: Hint = { ...blue, x: 0.75, keeps: true }
    const plain = lightness(64, 64, () => 50)
    const [alone, kept] = [spread(plain, blue), spread(plain, blue, keep)]
    expect(colourAt(alone, 0.75, 0.5)[1]).toBeLessThan(-10)
    expect(colourAt(kept, 0.75, 0.5)[1]).toBeGreaterThan(15)
  })

  it('takes nothing past its colour: what is blue already turns no deeper blue beside brown that does', () => {
    const faintEdge = lightness(64, 64, (x) => 50 + x / 16)
    const before = predicted(faintEdge)
    for (let cell = 0; cell < 64 * 64; cell++) if (cell % 64 >= 32) before.data.set([4, -30], 2 * cell)
    const { data } = new HintField(faintEdge).spread(before, [blue])
    const away = (values: Float32Array, cell: number) =>
      Math.hypot(values[2 * cell] - blue.a, values[2 * cell + 1] - blue.b)
    for (let cell = 0; cell < 64 * 64; cell++)
      expect(away(data, cell)).toBeLessThanOrEqual(away(before.data, cell) + 1e-4)
    expect(colourAt({ data, width: 64, height: 64 }, 0.25, 0.5)[1]).toBeLessThan(-30)
  })

  it.each([0, 1])('on the border at %d colours it', (edge) => {
    const ab = spread(halves, { ...blue, x: edge, y: edge })
    expect(colourAt(ab, Math.min(edge, 0.99), Math.min(edge, 0.99))[1]).toBeLessThan(-25)
  })

  it.each([
    [1, 40],
    [40, 1],
    [1, 1],
  ])('colours a photo of %i x %i', (width, height) => {
    const ab = spread(
      lightness(width, height, () => 50),
      { ...blue, x: 0.5, y: 0.5 },
    )
    expect(ab).toMatchObject({ width, height })
    expect(colourAt(ab, 0.5, 0.5)[1]).toBeLessThan(0)
  })
})

describe('a hint for its spot alone', () => {
  const spot: Hint = { ...blue, radius: 0.1, reach: 'spot' }
  const plain = lightness(64, 64, () => 50)

  it('changes nothing farther away than two radii', () => {
    const ab = spread(plain, spot)
    for (let cell = 0; cell < 64 * 64; cell++) {
      const away = Math.hypot((cell % 64) + 0.5 - 16, Math.floor(cell / 64) + 0.5 - 32) / 6.4
      const [a, b] = ab.data.subarray(2 * cell, 2 * cell + 2)
      if (away <= 1) expect([a, b]).toEqual([10, -40])
      if (away >= 2) expect([a, b]).toEqual([8, 20])
    }
  })

  it('lies over what other hints say, whatever their order', () => {
    const red: Hint = { ...blue, x: 0.3, a: 50, b: 20 }
    expect(spread(plain, spot, red)).toEqual(spread(plain, red, spot))
    expect(colourAt(spread(plain, spot, red), 0.25, 0.5)).toEqual([10, -40])
  })

  it('of a stroke follows its line', () => {
    const ab = spread(plain, { ...spot, radius: 0.03, path: [{ x: 0.75, y: 0.5 }] })
    for (const x of [0.25, 0.5, 0.74]) expect(colourAt(ab, x, 0.5)).toEqual([10, -40])
    for (const x of [0.15, 0.85]) expect(colourAt(ab, x, 0.5)).toEqual([8, 20])
    expect(colourAt(ab, 0.5, 0.6)).toEqual([8, 20])
  })

  it('fades no further over an edge', () => {
    const ab = spread(halves, { ...spot, x: 0.45 })
    const [near, beyond] = [colourAt(ab, 0.36, 0.5), colourAt(ab, 0.55 - 1e-9, 0.6)]
    expect(near[1]).toBeLessThan(0)
    expect(beyond[1]).toBeGreaterThan(19)
  })
})

describe('a hint for everything like it', () => {
  /** Three posts on a light ground; the network sees that the outer two are of one kind. */
  const kinds = [0, 1, 0, 2, 0, 1, 0, 0]
  const kindAt = (x: number) => kinds[Math.floor(x / 8)]
  const posts = lightness(64, 64, (x) => (kindAt(x) ? 30 : 70))
  const kindOf: FeatureMap = {
    ...{ width: 64, height: 64, channels: 2, step: 1 },
    data: Float32Array.from({ length: 64 * 64 * 2 }, (_, i) => Number(kindAt((i >> 1) % 64) === (i % 2) + 1)),
  }
  const first: Hint = { ...blue, x: 12 / 64, radius: 0.03, reach: 'alike' }
  const at = (ab: AbMap, post: number) => colourAt(ab, (post + 0.5) / 8, 0.1)[1]
  const seen = (...hints: Hint[]) => new HintField(posts, () => [kindOf]).spread(predicted(posts), hints)

  it('colours its likes and no others', () => {
    const ab = seen(first)
    for (const post of [1, 5]) expect(at(ab, post)).toBeLessThan(-30)
    for (const other of [0, 2, 3, 4, 6, 7]) expect(at(ab, other)).toBeGreaterThan(15)
  })

  it('leaves alone what another keeps', () => {
    const ab = seen(first, { ...first, x: 44 / 64, keeps: true })
    expect(at(ab, 1)).toBeLessThan(-30)
    expect(at(ab, 5)).toBeGreaterThan(15)
  })

  it('leaves alone what looks more like what another keeps', () => {
    const akin = [0, 1, 0, 2, 0, 1, 0, 2]
    const kind = (x: number) => akin[Math.floor(x / 8)]
    const l = lightness(64, 64, (x) => (kind(x) ? 30 : 70))
    const features = [
      [0, 0],
      [1, 0],
      [0.9, 0],
    ]
    const data = Float32Array.from({ length: 64 * 64 * 2 }, (_, i) => features[kind((i >> 1) % 64)][i % 2])
    const map: FeatureMap = { width: 64, height: 64, channels: 2, step: 1, data }
    const keep: Hint = { ...first, x: 60 / 64, keeps: true }
    const alike = (...hints: Hint[]) => new HintField(l, () => [map]).spread(predicted(l), hints)
    const [flooded, held] = [alike(first), alike(first, keep)]
    expect(at(flooded, 3)).toBeLessThan(5)
    expect(at(held, 3)).toBeGreaterThan(10)
    for (const post of [1, 5]) expect(at(held, post)).toBeLessThan(-30)
  })

  it('ends where its thing does if nobody knows what looks alike', () => {
    const thing = spread(posts, { ...first, reach: 'thing' })
    expect(spread(posts, first)).toEqual(thing)
  })
})

it('no hints leave the prediction as it is', () => {
  expect(spread(halves).data).toEqual(predicted(halves).data)
})

it('a thousand hints are all followed', () => {
  const hints = Array.from({ length: 1000 }, (_, i): Hint => {
    const [x, y] = [(i % 32) / 32 + 1 / 64, Math.floor(i / 32) / 32 + 1 / 64]
    return { x, y, radius: 0.001, a: x < 0.5 ? 30 : -30, b: 0 }
  })
  const ab = spread(halves, ...hints)
  for (const { x, y, a } of hints) expect(Math.sign(colourAt(ab, x, y)[0])).toBe(Math.sign(a))
})

it('what is beyond every colour loses chroma, and keeps its hue', () => {
  const dark = lightness(32, 32, () => 50)
  const vivid: AbMap = { ...predicted(dark), data: new Float32Array(32 * 32 * 2).fill(100) }
  vivid.data.set([-100, -100], 2 * (16 * 32 + 16))
  const ab = new HintField(dark).spread(vivid, [{ x: 0.5, y: 0.5, radius: 0.001, a: 120, b: 120 }])
  for (const value of ab.data) expect(Math.abs(value)).toBeLessThanOrEqual(110)
  const [a, b] = colourAt(ab, 0.9, 0.9)
  expect(a).toBeCloseTo(b)
})
