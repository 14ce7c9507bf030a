import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { trainingPhoto } from '../../../src/main/imaging/training/training-photo.ts'
import { trainingSheet } from '../../../src/main/imaging/training/training-sheet.ts'
import { samples } from '../../corpus/samples.ts'

let folder: string
beforeAll(() => {
  setUpImageLibrary(1)
  folder = mkdtempSync(join(tmpdir(), 'tintype-training-photo-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Red, green and blue thirds, side by side. */
async function stripes(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const third = Math.floor((3 * (Math.floor(i / 3) % width)) / width)
    return i % 3 === third ? 200 : 30
  })
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

const strongest = (data: Uint8Array, at: number): number => {
  const pixel = data.slice(3 * at, 3 * at + 3)
  return pixel.indexOf(Math.max(...pixel))
}

describe('a training photo', () => {
  it('cropped is the centre square', async () => {
    const { rgb } = await trainingPhoto(await stripes(300, 100), 64, 'crop')
    expect([rgb.width, rgb.height]).toEqual([64, 64])
    for (const x of [4, 32, 60]) expect(strongest(rgb.data, 32 * 64 + x)).toBe(1)
  })

  it('stretched is the whole photo', async () => {
    const { rgb } = await trainingPhoto(await stripes(300, 100), 64, 'stretch')
    expect([4, 32, 60].map((x) => strongest(rgb.data, 32 * 64 + x))).toEqual([0, 1, 2])
  })

  it('of an upright one is upright', async () => {
    const { rgb } = await trainingPhoto(await stripes(100, 300), 64, 'crop')
    expect([4, 32, 60].map((x) => strongest(rgb.data, 32 * 64 + x))).toEqual([0, 1, 2])
  })

  it('is told apart by its colours', async () => {
    expect((await trainingPhoto(samples.chelsea, 128, 'crop')).colour).toBe('colour')
    expect((await trainingPhoto(samples.camera, 128, 'crop')).colour).toBe('grey')
  })

  it('has the fingerprint of its copies, and not that of others', async () => {
    const bits = (one: string, other: string) =>
      (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length
    const fingerprint = async (picture: string | Uint8Array<ArrayBuffer>) =>
      (await trainingPhoto(picture, 64, 'crop')).fingerprint
    const cat = await fingerprint(samples.chelsea)
    const copy = Uint8Array.from(await sharp(samples.chelsea).resize(200).jpeg({ quality: 50 }).toBuffer())
    expect(bits(cat, await fingerprint(copy))).toBeLessThanOrEqual(6)
    expect(bits(cat, await fingerprint(samples.coffee))).toBeGreaterThan(12)
  })

  it('that is far too small is refused', async () => {
    await expect(trainingPhoto(await stripes(60, 20), 64, 'crop')).rejects.toMatchObject({
      kind: 'photos-unfit',
      message: expect.stringContaining('60 x 20'),
    })
  })
})

describe('a training sheet', () => {
  it('shows grey, each prediction and the truth of each photo', async () => {
    const brown = [150, 120, 100]
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => brown[i % 3])
    const truth = { data, width: 64, height: 64 }
    const flat = (a: number, b: number) => ({ data: Float32Array.from([a, b]), width: 1, height: 1 })
    const output = join(folder, 'sheet.jpg')
    const row = { truth, predictions: [flat(40, 0), flat(0, -40)] }
    const size = await trainingSheet([row, row], output)
    expect(size).toEqual({ width: 8 + 4 * 72, height: 8 + 2 * 72 })
    const sheet = await sharp(output).raw().toBuffer({ resolveWithObject: true })
    const { info } = sheet
    expect([info.width, info.height]).toEqual([size.width, size.height])
    const middle = (column: number): number[] => {
      const at = ((8 + 32) * info.width + 8 + column * 72 + 32) * 3
      return [...sheet.data.subarray(at, at + 3)]
    }
    const [grey, red, blue] = [0, 1, 2].map(middle)
    expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(6)
    expect(red[0] - red[1]).toBeGreaterThan(30)
    expect(blue[2] - blue[0]).toBeGreaterThan(30)
    for (const [channel, value] of middle(3).entries()) {
      expect(Math.abs(value - brown[channel])).toBeLessThan(4)
    }
  })
})
