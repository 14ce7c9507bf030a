import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../../../src/main/imaging/pixels.ts'
import { compose } from '../../../../src/main/imaging/result/compose.ts'
import { fitToGamut } from '../../../../src/shared/colour/gamut.ts'
import { labToSrgb, srgbToLab, type Triple } from '../../../../src/shared/colour/lab.ts'
import type { AbMap } from '../../../../src/shared/contract/pixels.ts'
import { randomNumbers } from '../../../corpus/noise.ts'

const bilinear = { upsampling: 'bilinear' } as const
const edgeAware = { upsampling: 'edge-aware' } as const

function noise(width: number, height: number, channels: 1 | 3, depth: 8 | 16, seed = 3): Pixels {
  const random = randomNumbers(seed)
  const values = Array.from({ length: width * height * channels }, () => Math.floor(random() * 2 ** depth))
  return { data: depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values), width, height, channels }
}

function map(width: number, height: number, at: (x: number, y: number) => [number, number]): AbMap {
  const data = Float32Array.from(
    Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))).flat(),
  )
  return { data, width, height }
}

function labAt({ data, channels }: Pixels, pixel: number): Triple {
  const most = data instanceof Uint16Array ? 65535 : 255
  const at = (channel: number) => data[pixel * channels + (channels === 3 ? channel : 0)] / most
  return srgbToLab([at(0), at(1), at(2)])
}

function copy(pixels: Pixels): Pixels {
  return { ...pixels, data: pixels.data.slice() }
}

describe('compose', () => {
  for (const channels of [1, 3] as const) {
    for (const from of [8, 16] as const) {
      for (const to of [8, 16] as const) {
        it(`keeps lightness under extreme colour: ${channels} channels, ${from} to ${to} bit`, async () => {
          const photo = noise(64, 48, channels, from)
          const random = randomNumbers(4)
          const ab = map(9, 7, () => [300 * random() - 150, 300 * random() - 150])
          for (const settings of [bilinear, edgeAware]) {
            const result = await compose(copy(photo), ab, settings, to)
            let worst = 0
            for (let i = 0; i < 64 * 48; i++) {
              worst = Math.max(worst, Math.abs(labAt(photo, i)[0] - labAt(result, i)[0]))
            }
            expect(worst).toBeLessThan(to === 16 ? 0.05 : 0.5)
          }
        })
      }
    }
  }

  it('gives the colour that the scalar functions give', async () => {
    const photo = noise(40, 30, 1, 16)
    for (const [a, b] of [
      [0, 0],
      [20, 30],
      [-60, 60],
      [90, -120],
    ]) {
      const result = await compose(
        copy(photo),
        map(4, 3, () => [a, b]),
        bilinear,
        16,
      )
      for (let i = 0; i < 40 * 30; i++) {
        const meant = labToSrgb(fitToGamut([labAt(photo, i)[0], a, b]))
        for (const [channel, value] of meant.entries()) {
          // What the two make of the last 1e-4 of the gamut differs by less than a quarter of an 8-bit code.
          expect(
            Math.abs(result.data[3 * i + channel] - 65535 * Math.min(1, Math.max(0, value))),
          ).toBeLessThan(64)
        }
      }
    }
  })

  it('leaves a grey photo as it is where nothing is predicted, to the last code', async () => {
    const photo = noise(50, 40, 1, 8)
    const { data } = await compose(
      copy(photo),
      map(5, 4, () => [0, 0]),
      bilinear,
      8,
    )
    expect(data).toEqual(Uint8Array.from([...photo.data].flatMap((value) => [value, value, value])))
  })

  it('replaces the tone of a toned photo by the prediction', async () => {
    const sepia: Pixels = { data: Uint8Array.of(200, 160, 110), width: 1, height: 1, channels: 3 }
    const [l] = labAt(sepia, 0)
    const [newL, a, b] = labAt(
      await compose(
        copy(sepia),
        map(1, 1, () => [-10, -20]),
        bilinear,
        16,
      ),
      0,
    )
    expect(newL).toBeCloseTo(l, 2)
    expect(a).toBeCloseTo(-10, 1)
    expect(b).toBeCloseTo(-20, 1)
  })

  it('lays the map over the whole photo, centre on centre', async () => {
    const photo: Pixels = { data: new Uint16Array(8).fill(30000), width: 8, height: 1, channels: 1 }
    const result = await compose(
      photo,
      map(2, 1, (x) => [x === 0 ? -20 : 20, 0]),
      bilinear,
      16,
    )
    const a = Array.from({ length: 8 }, (_, i) => labAt(result, i)[1])
    // Map centres lie on photo positions 1.5 and 5.5; outside them the edge holds.
    for (const [i, meant] of [-20, -20, -15, -5, 5, 15, 20, 20].entries()) expect(a[i]).toBeCloseTo(meant, 0)
  })

  it('stops colour at an edge of lightness when it is edge-aware', async () => {
    const width = 64
    const data = Uint8Array.from({ length: width * 16 }, (_, i) => (i % width < 28 ? 60 : 200))
    const photo: Pixels = { data, width, height: 16, channels: 1 }
    const ab = map(8, 2, (x) => [x < 4 ? 40 : -40, 0])
    const just = 29
    const soft = labAt(await compose(copy(photo), ab, bilinear, 16), just)[1]
    const sharp = labAt(await compose(copy(photo), ab, edgeAware, 16), just)[1]
    expect(soft).toBeGreaterThan(10)
    expect(sharp).toBeLessThan(0)
  })

  it('works in the memory of the photo where the result fits', async () => {
    const photo = noise(8, 8, 3, 16)
    expect(
      (
        await compose(
          photo,
          map(2, 2, () => [5, 5]),
          bilinear,
          16,
        )
      ).data.buffer,
    ).toBe(photo.data.buffer)
    expect(
      (
        await compose(
          photo,
          map(2, 2, () => [5, 5]),
          bilinear,
          8,
        )
      ).data.buffer,
    ).toBe(photo.data.buffer)
  })
})
