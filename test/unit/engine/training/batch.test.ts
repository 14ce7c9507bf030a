import { beforeAll, describe, expect, it } from 'vitest'
import type { TensorFlow } from '../../../../src/main/engine/backends/backend.ts'
import { openWasm } from '../../../../src/main/engine/backends/wasm.ts'
import { plainBatch, trainingBatch } from '../../../../src/main/engine/training/batch.ts'
import { oldPhotoLightness } from '../../../../src/main/engine/training/old-photo.ts'
import { srgbToLab } from '../../../../src/shared/colour/lab.ts'
import { Random } from '../../../../src/shared/random.ts'
import { drawnPhotos } from '../../../fixtures/engine/drawn-photos.ts'
import { tutorialPlan } from '../../../fixtures/engine/plans.ts'

let tf: TensorFlow
beforeAll(async () => {
  ;({ tf } = await openWasm())
})

const size = 32
const plan = { ...tutorialPlan({ type: 'resnet18-unet', filters: 4 }), size }
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
  const values = (settings: Partial<typeof plan>, epoch = 0, of = photos) => {
    const { l, ab } = trainingBatch(tf, of, { ...plan, ...settings }, keys, epoch)
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
