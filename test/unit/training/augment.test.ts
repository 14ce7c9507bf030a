import { beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../src/main/nn/backends/backend.ts'
import { openWasm } from '../../../src/main/nn/backends/wasm.ts'
import { oldPhotoLightness } from '../../../src/main/training/old-photo.ts'
import { srgbToLab } from '../../../src/shared/colour/lab.ts'
import { Random } from '../../../src/shared/random.ts'
import { plainBatch, trainingBatch } from '../../fixtures/training/batches.ts'
import { pretrainConfiguration } from '../../fixtures/training/configurations.ts'
import { drawnPhotos } from '../../fixtures/training/drawn-photos.ts'

let tf: TensorFlow
beforeAll(async () => {
  ;({ tf } = await openWasm())
})

const size = 32
const configuration = { ...pretrainConfiguration({ type: 'resnet18-unet', filters: 4 }), size }
const photos = { rgb: drawnPhotos(3, size), size }

describe('a plain batch', () => {
  it('holds L* / 50 - 1 and a*, b* over 110 of each pixel', () => {
    const { l, ab } = plainBatch(tf, photos, 3)
    expect([l.shape, ab.shape]).toEqual([
      [3, size, size, 1],
      [3, size, size, 2],
    ])
    const at = 2 * size * size + 5
    const [r, g, b] = photos.rgb.slice(3 * at, 3 * at + 3)
    const lab = srgbToLab([r / 255, g / 255, b / 255])
    expect(l.dataSync()[at]).toBeCloseTo(lab[0] / 50 - 1, 5)
    expect(ab.dataSync()[2 * at]).toBeCloseTo(lab[1] / 110, 5)
    expect(ab.dataSync()[2 * at + 1]).toBeCloseTo(lab[2] / 110, 5)
  })

  it('refuses a length that does not fit', () => {
    expect(() => plainBatch(tf, photos, 2)).toThrow(expect.objectContaining({ kind: 'bad-request' }))
  })
})

describe('a training batch', () => {
  const keys = [4, 5, 6]
  const values = (settings: Partial<typeof configuration>, epoch = 0, of = photos) => {
    const { l, ab } = trainingBatch(tf, of, { ...configuration, ...settings }, keys, epoch)
    return { l: l.dataSync(), ab: ab.dataSync() }
  }

  it('is the plain one when nothing is to be changed', () => {
    const plain = plainBatch(tf, photos, 3)
    expect(values({})).toEqual({ l: plain.l.dataSync(), ab: plain.ab.dataSync() })
  })

  it('is the same for the same seed, keys and epoch, and another for another', () => {
    const busy = { flip: true, oldPhotos: 1 }
    expect(values(busy)).toEqual(values(busy))
    expect(values(busy, 1).l).not.toEqual(values(busy, 0).l)
    expect(values({ ...busy, seed: 2 }).l).not.toEqual(values(busy).l)
  })

  it('mirrors L and colours together, about half of the photos', () => {
    const row = (data: ArrayLike<number>, photo: number, channels: number) =>
      Array.from({ length: size }, (_, x) => data[(photo * size * size + x) * channels])
    // Brighter and redder towards the right.
    const rgb = Uint8Array.from(photos.rgb, (_, i) => (4 * (Math.floor(i / 3) % size)) >> (i % 3))
    const slope = { rgb, size }
    let mirrored = 0
    for (let epoch = 0; epoch < 40; epoch++) {
      const [plain, now] = [values({}, 0, slope), values({ flip: true }, epoch, slope)]
      const isMirrored = row(now.l, 0, 1).join() === row(plain.l, 0, 1).toReversed().join()
      if (isMirrored) expect(row(now.ab, 0, 2)).toEqual(row(plain.ab, 0, 2).toReversed())
      else expect(row(now.ab, 0, 2)).toEqual(row(plain.ab, 0, 2))
      mirrored += Number(isMirrored)
    }
    expect(mirrored).toBeGreaterThan(10)
    expect(mirrored).toBeLessThan(30)
  })

  it('ages L alone', () => {
    const [plain, old] = [values({}), values({ oldPhotos: 1 })]
    expect(old.ab).toEqual(plain.ab)
    expect(old.l).not.toEqual(plain.l)
  })
})

describe('a photo larger than what is seen of it', () => {
  const large = 80
  /** A photo of `large`, each pixel as `colourAt` says. */
  function drawn(colourAt: (x: number, y: number) => [number, number, number]) {
    const rgb = new Uint8Array(large * large * 3)
    for (let y = 0; y < large; y++) {
      for (let x = 0; x < large; x++) rgb.set(colourAt(x, y), (y * large + x) * 3)
    }
    return { rgb, size: large }
  }
  function seen(photo: ReturnType<typeof drawn>, epoch: number, seed = 1) {
    const { l, ab } = trainingBatch(tf, photo, { ...configuration, seed }, [7], epoch)
    const data = { l: l.dataSync(), ab: ab.dataSync() }
    tf.dispose([l, ab])
    return data
  }
  const epochs = Array.from({ length: 150 }, (_, epoch) => epoch)
  const slope = (position: number) => 3 * position
  /** Brightness of a grey, 0..255, by its lightness: one table for all. */
  const lightness = Array.from(
    { length: 256 },
    (_, grey) => srgbToLab([grey / 255, grey / 255, grey / 255])[0],
  )
  const greyOf = (l: number) => lightness.findIndex((of) => of > (l + 1) * 50 - 1e-3)

  it('of one colour stays of that colour', () => {
    const { l, ab } = seen(
      drawn(() => [200, 90, 30]),
      0,
    )
    const [lightness, a, b] = srgbToLab([200 / 255, 90 / 255, 30 / 255])
    for (const value of l) expect(value).toBeCloseTo(lightness / 50 - 1, 5)
    for (const [i, value] of ab.entries()) expect(value).toBeCloseTo((i % 2 ? b : a) / 110, 5)
  })

  it('is seen upright, through the same window with the same seed and epoch, and from edge to edge', () => {
    const across = drawn((x) => [slope(x), slope(x), slope(x)])
    const down = drawn((_, y) => [slope(y), slope(y), slope(y)])
    const ends = epochs.flatMap((epoch) =>
      [seen(across, epoch).l, seen(down, epoch).l].map((l, axis) => {
        const line = Array.from({ length: size }, (_, at) => greyOf(l[axis ? at * size : at]))
        expect(line).toEqual(line.toSorted((one, other) => one - other))
        return { from: line[0] / 3, to: line.at(-1)! / 3 }
      }),
    )
    for (const { from, to } of ends) {
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(large - 1)
      // Never enlarged: that much of it at least.
      expect(to - from).toBeGreaterThanOrEqual(size - 2)
    }
    const [first, last] = [ends.map(({ from }) => from), ends.map(({ to }) => large - 1 - to)]
    expect(Math.min(...first)).toBeLessThan(0.7)
    expect(Math.min(...last)).toBeLessThan(0.7)
    const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
    expect(Math.abs(mean(first) - mean(last))).toBeLessThan(4)
    expect(new Set(first.map(Math.round)).size).toBeGreaterThan(20)
    // Where it lies across says nothing of where it lies down.
    const apart = epochs.filter((epoch) => Math.abs(first[2 * epoch] - first[2 * epoch + 1]) > 2)
    expect(apart.length).toBeGreaterThan(epochs.length / 2)

    expect(seen(across, 3)).toEqual(seen(across, 3))
    expect(seen(across, 3)).not.toEqual(seen(across, 4))
    expect(seen(across, 3)).not.toEqual(seen(across, 3, 2))
  })

  it('shows lightness and colours through one window, and no value that it does not have', () => {
    const [red, blue] = [srgbToLab([1, 0, 0]), srgbToLab([0, 0, 1])]
    const halves = drawn((x) => (x < large / 2 ? [255, 0, 0] : [0, 0, 255]))
    for (const epoch of epochs.slice(0, 30)) {
      const { l, ab } = seen(halves, epoch)
      let mixed = 0
      for (const [i, value] of l.entries()) {
        const side = [red, blue].find(([of]) => Math.abs(of / 50 - 1 - value) < 1e-4)
        if (side) expect(Math.abs(ab[2 * i] - side[1] / 110)).toBeLessThan(1e-4)
        else mixed += 1
      }
      // The one column where both meet.
      expect(mixed === 0 || mixed === size).toBe(true)
    }
  })
})

describe('the look of an old photo', () => {
  it('stays within L* 0 to 100, and varies', () => {
    const rgb = photos.rgb.slice(0, size * size * 3)
    const looks = Array.from({ length: 30 }, (_, i) => oldPhotoLightness(rgb, size, new Random('look', i)))
    for (const look of looks) {
      for (const value of look) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(100)
      }
    }
    const means = looks.map((look) => look.reduce((sum, value) => sum + value, 0) / look.length)
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(10)
  })

  it('still shows what is in the picture', () => {
    const half = Uint8Array.from({ length: size * size * 3 }, (_, i) =>
      Math.floor(i / 3) % size < size / 2 ? 40 : 210,
    )
    for (let i = 0; i < 20; i++) {
      const look = oldPhotoLightness(half, size, new Random('half', i))
      const mean = (first: number) => {
        const side = look.filter((_, at) => at % size >= first && at % size < first + size / 2)
        return side.reduce((sum, value) => sum + value, 0) / side.length
      }
      expect(mean(size / 2)).toBeGreaterThan(mean(0) + 10)
    }
  })
})
