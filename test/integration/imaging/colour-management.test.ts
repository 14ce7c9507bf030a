import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/main/imaging/open/decode.ts'
import { openPicture } from '../../../src/main/imaging/open/open-picture.ts'
import type { Pixels } from '../../../src/main/imaging/pixels.ts'
import { labToSrgb, rgbFromXyz, type Triple } from '../../../src/shared/colour/lab.ts'
import { linearToSrgb, srgbToLinear } from '../../../src/shared/colour/srgb.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import { tiff, withPngProfile } from '../../corpus/files.ts'
import { adobeRgb, greyProfile, proPhotoRgb, rgbProfile } from '../../corpus/icc.ts'
import { samples } from '../../corpus/samples.ts'

async function decoded(bytes: Uint8Array): Promise<Pixels> {
  return decode(await openPicture(bytes as Picture))
}

/** Bradford, D50 to D65: what lies between a profile and sRGB. */
const d50ToD65 = [
  [0.9555766, -0.0230393, 0.0631636],
  [-0.0282895, 1.0099416, 0.0210077],
  [0.0122982, -0.020483, 1.3299098],
]

/** sRGB of a colour of another RGB space, straight from the definitions. */
function expectedSrgb(rgb: Triple, primaries: readonly (readonly number[])[], gamma: number): number[] {
  const linear = rgb.map((value) => value ** gamma)
  const xyz = [0, 1, 2].map((row) => linear.reduce((sum, value, i) => sum + value * primaries[i][row], 0))
  const adapted = d50ToD65.map((row) => row.reduce((sum, value, i) => sum + value * xyz[i], 0))
  return rgbFromXyz.map((row) =>
    linearToSrgb(
      Math.max(
        0,
        row.reduce((sum, value, i) => sum + value * adapted[i], 0),
      ),
    ),
  )
}

/** Inside sRGB whichever of the spaces they are in. */
const muted: Triple[] = [
  [0.5, 0.5, 0.5],
  [0.6, 0.45, 0.4],
  [0.4, 0.42, 0.48],
  [0.8, 0.78, 0.72],
]

describe('RGB with a profile is brought to sRGB', () => {
  for (const [name, primaries, gamma] of [
    ['Adobe RGB', adobeRgb, 2.19921875],
    ['ProPhoto RGB', proPhotoRgb, 1.80078125],
  ] as const) {
    for (const depth of [8, 16] as const) {
      it(`${name}, ${depth} bit`, async () => {
        const most = 2 ** depth - 1
        const codes = muted.flat().map((value) => Math.round(value * most))
        const data = depth === 8 ? Uint8Array.from(codes) : Uint16Array.from(codes)
        const icc = rgbProfile(primaries, gamma)
        const pixels = await decoded(tiff({ width: 4, height: 1, channels: 3, data, icc }))
        expect(pixels.channels).toBe(3)
        muted
          .flatMap((rgb) => expectedSrgb(rgb, primaries, gamma))
          .forEach((value, i) => {
            expect(Math.abs(pixels.data[i] / most - value)).toBeLessThan(depth === 8 ? 0.008 : 0.003)
          })
      })
    }
  }

  it('Display P3, 8 and 16 bit, from a colour that both spaces hold', async () => {
    const srgb = {
      data: Uint8Array.of(200, 120, 90, 60, 90, 120),
      raw: { width: 2, height: 1, channels: 3 as const },
    }
    for (const depth of [8, 16] as const) {
      const p3 = await sharp(srgb.data, { raw: srgb.raw })
        .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
        .withIccProfile('p3')
        .png()
        .toBuffer()
      const stored = await sharp(p3).keepIccProfile().raw().toBuffer()
      const { data } = await decoded(p3)
      // A 16-bit raw picture is taken for P3 by sharp itself, so only 8 bit has a known answer here.
      if (depth === 8) {
        expect([...stored]).not.toEqual([...srgb.data])
        data.forEach((value, i) => {
          expect(Math.abs(value - srgb.data[i])).toBeLessThanOrEqual(2)
        })
      } else expect(data).not.toEqual(Uint16Array.from(stored))
    }
  })

  it('16 bit with no profile, or with one that is none, is taken for sRGB and kept exactly', async () => {
    const data = Uint16Array.of(50_000, 10_001, 9_999, 257, 65_535, 1)
    for (const icc of [undefined, Buffer.from('garbage'.repeat(50))]) {
      const pixels = await decoded(tiff({ width: 2, height: 1, channels: 3, data, ...(icc && { icc }) }))
      expect(pixels).toEqual({ data, width: 2, height: 1, channels: 3 })
    }
  })
})

describe('grey', () => {
  const codes = [0, 1600, 9000, 30_000, 50_000, 65_535]

  it('16 bit is kept exactly where it has no profile', async () => {
    const data = Uint16Array.from(codes)
    expect((await decoded(tiff({ width: 6, height: 1, data }))).data).toEqual(data)
  })

  it('16 bit with Gray Gamma 2.2 is brought to the tone curve of sRGB', async () => {
    const data = Uint16Array.from(codes)
    const pixels = await decoded(tiff({ width: 6, height: 1, data, icc: greyProfile(2.2) }))
    expect(pixels.channels).toBe(1)
    codes.forEach((code, i) => {
      const meant = 65535 * linearToSrgb((code / 65535) ** (Math.round(2.2 * 256) / 256))
      expect(Math.abs(pixels.data[i] - meant)).toBeLessThanOrEqual(1)
    })
  })

  it('8 bit with a gamma of 1.8 too, and stays one channel', async () => {
    const data = Uint8Array.of(0, 20, 100, 200, 255)
    const pixels = await decoded(tiff({ width: 5, height: 1, data, icc: greyProfile(1.8) }))
    expect(pixels.channels).toBe(1)
    data.forEach((code, i) => {
      expect(Math.abs(pixels.data[i] - 255 * linearToSrgb((code / 255) ** 1.8))).toBeLessThan(1.5)
    })
  })

  it('8 bit under an RGB profile is kept', async () => {
    const png = await sharp(samples.camera).toColourspace('b-w').png().toBuffer()
    const plain = await decoded(png)
    expect((await decoded(withPngProfile(png, rgbProfile(adobeRgb, 2.2)))).data).toEqual(plain.data)
  })
})

describe('CMYK', () => {
  it('with its profile comes near the colour it was made from', async () => {
    const patches = [
      [55, 10, 20],
      [60, -5, 15],
      [40, 0, -20],
    ].flatMap((lab) => labToSrgb(lab as unknown as Triple).map((value) => Math.round(255 * value)))
    const wide = Uint8Array.from({ length: 3 * 3 * 64 * 16 }, (_, i) => {
      const x = Math.floor(i / 3) % 192
      return patches[3 * Math.floor(x / 64) + (i % 3)]
    })
    const cmyk = await sharp(wide, { raw: { width: 192, height: 16, channels: 3 } })
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    const { data, width } = await decoded(cmyk)
    for (const [patch, x] of [32, 96, 160].entries()) {
      for (let channel = 0; channel < 3; channel++) {
        expect(Math.abs(data[3 * (8 * width + x) + channel] - patches[3 * patch + channel])).toBeLessThan(20)
      }
    }
  })

  it('without a profile is still a picture the right way round', async () => {
    const cmyk = await sharp(samples.camera).toColourspace('cmyk').jpeg().toBuffer()
    const meant = await decoded(await sharp(samples.camera).toColourspace('srgb').png().toBuffer())
    const found = await decoded(cmyk)
    const mean = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
    expect(found.channels).toBe(3)
    expect(Math.abs(mean(found.data) - mean(meant.data))).toBeLessThan(25)
  })
})

it('10-bit AVIF keeps more than 8 bits', async () => {
  const data = Uint16Array.from({ length: 64 * 64 * 3 }, (_, i) => 20_000 + 60 * (Math.floor(i / 3) % 64))
  const avif = await sharp(data, { raw: { width: 64, height: 64, channels: 3 } })
    .toColourspace('rgb16')
    .heif({ compression: 'av1', bitdepth: 10, quality: 100 })
    .toBuffer()
  const pixels = await decoded(avif)
  expect(pixels.data).toBeInstanceOf(Uint16Array)
  expect(new Set(pixels.data).size).toBeGreaterThan(40)
  expect(srgbToLinear(pixels.data[0] / 65535)).toBeCloseTo(srgbToLinear(20_000 / 65_535), 2)
})
