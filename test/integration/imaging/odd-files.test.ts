import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../../src/main/imaging/decode.ts'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { openPicture } from '../../../src/main/imaging/open.ts'
import { prepare } from '../../../src/main/imaging/prepare.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import { withPngChunk } from '../../corpus/files.ts'
import { withTexts, zeroed } from '../../corpus/odd-tiff.ts'
import { samples } from '../../corpus/samples.ts'

/** Kinds of oddity, each with the damage that looks like it. */
let photo: Buffer
const fax = join(import.meta.dirname, '../../fixtures/awkward/tiff-g4.tif')
const end = Buffer.from([0xff, 0xd9])

beforeAll(async () => {
  setUpImageLibrary(1)
  photo = await sharp(samples.hayes).resize(200).toColourspace('b-w').png().toBuffer()
})

async function remarksOf(bytes: Buffer): Promise<string[]> {
  const picture = Uint8Array.from(bytes) as Picture
  const { remarks } = await prepare(picture, 128)
  await decode(await openPicture(picture))
  return remarks.map(({ kind }) => kind).filter((kind) => kind !== 'bitonal')
}

async function isDamaged(bytes: Buffer): Promise<void> {
  await expect(prepare(Uint8Array.from(bytes) as Picture, 128)).rejects.toMatchObject({
    kind: 'picture-damaged',
  })
}

describe('TIFFs with texts that do not end', () => {
  const compressions = ['none', 'lzw', 'deflate', 'packbits', 'jpeg', 'ccittfax4'] as const

  it.each(compressions)('%s is read with a remark, and damage in it is seen', async (compression) => {
    const isFax = compression === 'ccittfax4'
    const whole = isFax ? readFileSync(fax) : await sharp(photo).tiff({ compression }).toBuffer()
    const odd = withTexts(whole, [
      [305, 'no end'],
      [272, 'a\0\0b\0'],
    ])
    await expect(sharp(odd, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow('ASCII value')
    expect(await remarksOf(odd)).toEqual(['odd-header'])
    const pixels = await decode(await openPicture(Uint8Array.from(odd) as Picture))
    expect(pixels.data).toEqual((await decode(await openPicture(Uint8Array.from(whole) as Picture))).data)
    // Zeros of uncompressed and of Huffman-coded data are pixels, and no damage that anybody could see.
    if (compression === 'none' || compression === 'deflate') return
    await isDamaged(zeroed(odd, isFax ? 400 : 2000))
  })

  it('tags in any order, and strips without their lengths, are read', async () => {
    const whole = await sharp(photo).tiff({ compression: 'none' }).toBuffer()
    expect(await remarksOf(withTexts(whole, [], { reversed: true }))).toEqual(['odd-header'])
  })
})

describe('JPEGs', () => {
  it.each([false, true])('without an end marker, progressive %s: whole or cut', async (progressive) => {
    const whole = await sharp(photo).toColourspace('srgb').jpeg({ progressive, quality: 90 }).toBuffer()
    expect(whole.subarray(-2)).toEqual(end)
    expect(await remarksOf(whole)).toEqual([])
    expect(await remarksOf(whole.subarray(0, -2))).toEqual(['end-missing'])
    for (const share of [0.99, 0.9, 0.5]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share))
      await isDamaged(cut)
      await isDamaged(Buffer.concat([cut, end]))
    }
  })

  it('a progressive one that ends after a scan that is not the last is cut', async () => {
    const whole = await sharp(photo).toColourspace('srgb').jpeg({ progressive: true }).toBuffer()
    const cut = whole.subarray(0, whole.lastIndexOf(Buffer.from([0xff, 0xda])))
    await isDamaged(cut)
    await isDamaged(Buffer.concat([cut, end]))
  })
})

describe('gAMA', () => {
  const gamma = (value: number): Buffer => {
    const data = Buffer.alloc(4)
    data.writeUInt32BE(value)
    return withPngChunk(photo, 'gAMA', data)
  }
  const codes = async (png: Buffer) => (await decode(await openPicture(Uint8Array.from(png) as Picture))).data

  it('of sRGB changes nothing, of linear light what it says, and nothing beside an sRGB chunk', async () => {
    const plain = await codes(photo)
    expect(await codes(gamma(45_455))).toEqual(plain)
    const linear = await codes(gamma(100_000))
    for (const i of [0, 1000, 20_000]) {
      const light = (plain[i] ?? 0) / 255
      const code = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055
      expect(linear[i]).toBe(Math.round(255 * code))
    }
    expect(await codes(withPngChunk(gamma(100_000), 'sRGB', Buffer.of(0)))).toEqual(plain)
  })
})
