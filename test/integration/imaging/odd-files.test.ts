import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { decode } from '../../../src/main/imaging/open/decode.ts'
import { openPicture } from '../../../src/main/imaging/open/open-picture.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import { withPngChunk } from '../../corpus/files.ts'
import { withTexts, zeroed } from '../../corpus/odd-tiff.ts'
import { samples } from '../../corpus/samples.ts'
import { prepare } from '../../fixtures/imaging.ts'

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

describe('TIFFs', () => {
  it('cut before the directory at their end are damaged, and of no unknown kind', async () => {
    const whole = await sharp(photo).tiff({ compression: 'none' }).toBuffer()
    expect(whole.readUInt32LE(4)).toBeGreaterThan(whole.length / 2)
    for (const length of [8, whole.length >> 1]) await isDamaged(whole.subarray(0, length))
  })

  it.each([
    ['two depths for one channel', Buffer.of(2, 1, 3, 0, 2, 0, 0, 0, 8, 0, 8, 0)],
    ['a text of no known type', Buffer.of(49, 1, 99, 0, 1, 0, 0, 0, 0, 0, 0, 0)],
    ['an empty profile', Buffer.of(115, 135, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ] as const)('with %s are read with a remark', async (_, entry) => {
    const whole = await sharp(photo).toColourspace('b-w').tiff({ compression: 'lzw' }).toBuffer()
    const odd = withTexts(whole, [], { dropped: [entry.readUInt16LE(0)], entries: [entry] })
    expect(await remarksOf(odd)).toEqual(['odd-header'])
    const pixels = await decode(await openPicture(Uint8Array.from(odd) as Picture))
    expect(pixels.data).toEqual((await decode(await openPicture(Uint8Array.from(whole) as Picture))).data)
  })

  it('in tiles of one channel each are of a kind that is not read', async () => {
    const whole = await sharp(photo).toColourspace('srgb').tiff({ tile: true }).toBuffer()
    const planar = withTexts(whole, [], {
      dropped: [284],
      entries: [Buffer.of(28, 1, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0)],
    })
    await expect(prepare(Uint8Array.from(planar) as Picture, 128)).rejects.toMatchObject({
      kind: 'picture-unsupported',
    })
  })

  it('damaged ones with an odd header as well tell how much of them is sound', async () => {
    const whole = await sharp(photo).tiff({ compression: 'packbits' }).toBuffer()
    const path = join(mkdtempSync(join(tmpdir(), 'tintype-odd-')), 'odd.tif')
    writeFileSync(path, zeroed(withTexts(whole, [[305, 'no end']]), 2000))
    const { remarks } = await prepare({ path, acceptDamaged: true }, 128)
    rmSync(dirname(path), { recursive: true })
    const damage = remarks.find(({ kind }) => kind === 'damaged')
    expect(damage?.number).toBeGreaterThan(10)
    expect(damage?.number).toBeLessThan(90)
  })
})

describe('JPEGs', () => {
  it.each([false, true])('without an end marker, progressive %s: whole or cut', async (progressive) => {
    const whole = await sharp(photo).toColourspace('srgb').jpeg({ progressive, quality: 90 }).toBuffer()
    expect(whole.subarray(-2)).toEqual(end)
    expect(await remarksOf(whole)).toEqual([])
    expect(await remarksOf(whole.subarray(0, -2))).toEqual(['end-missing'])
    const filledUp = Buffer.concat([whole.subarray(0, -2), Buffer.alloc(2000)])
    expect(await remarksOf(filledUp)).toEqual(progressive ? ['end-missing'] : [])
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
    const broken = withPngChunk(gamma(100_000), 'iCCP', Buffer.from('x\0\0no profile', 'latin1'))
    expect(await codes(broken)).toEqual(linear)
  })
})
