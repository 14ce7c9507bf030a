import { describe, expect, it } from 'vitest'
import { greyToSrgb, profileSpace } from '../../../../src/main/imaging/open/grey-profile.ts'
import { linearToSrgb, srgbToLinear } from '../../../../src/shared/colour/srgb.ts'
import { adobeRgb, greyProfile, rgbProfile } from '../../../corpus/icc.ts'

const codes = [0, 100, 1600, 20_000, 45_000, 65_535]

describe('greyToSrgb', () => {
  it('applies a gamma', () => {
    const table = greyToSrgb(greyProfile(1.8))
    for (const code of codes) {
      const meant = 65535 * linearToSrgb((code / 65535) ** (Math.round(1.8 * 256) / 256))
      expect(Math.abs((table?.[code] ?? -1) - meant)).toBeLessThanOrEqual(0.5)
    }
  })

  it('applies a sampled curve: of sRGB itself it changes nothing', () => {
    const table = greyToSrgb(greyProfile(Array.from({ length: 4096 }, (_, i) => srgbToLinear(i / 4095))))
    for (const code of codes) expect(Math.abs((table?.[code] ?? -1) - code)).toBeLessThan(30)
  })

  it('applies a parametric curve: of sRGB itself it changes nothing', () => {
    const icc = greyProfile(1)
    const para = Buffer.alloc(32)
    para.write('para', 0, 'latin1')
    para.writeUInt16BE(3, 8)
    for (const [i, value] of [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].entries()) {
      para.writeInt32BE(Math.round(value * 65536), 12 + 4 * i)
    }
    const profile = Buffer.concat([icc, para])
    profile.writeUInt32BE(icc.length, profile.indexOf('kTRC') + 4)
    const table = greyToSrgb(profile)
    for (const code of codes) expect(Math.abs((table?.[code] ?? -1) - code)).toBeLessThan(30)
  })

  it.each([
    ['nothing', undefined],
    ['no ICC profile', Buffer.from('garbage'.repeat(40))],
    ['an RGB profile', rgbProfile(adobeRgb, 2.2)],
    ['a profile cut short', greyProfile(2.2).subarray(0, 180)],
  ])('takes %s for sRGB', (_, icc) => {
    expect(greyToSrgb(icc)).toBeUndefined()
  })

  it('takes a profile that points outside itself for sRGB', () => {
    const icc = greyProfile(2.2)
    icc.writeUInt32BE(0xfffffff0, icc.indexOf('kTRC') + 4)
    expect(greyToSrgb(icc)).toBeUndefined()
  })
})

it('tells what colour space a profile is for', () => {
  expect(profileSpace(greyProfile(2.2))).toBe('GRAY')
  expect(profileSpace(rgbProfile(adobeRgb, 2.2))).toBe('RGB ')
  expect(profileSpace(Buffer.alloc(200))).toBeUndefined()
})
