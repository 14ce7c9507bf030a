import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { describePhoto } from '../../../src/main/imaging/describe-photo.ts'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { decode } from '../../../src/main/imaging/open/decode.ts'
import { openPicture } from '../../../src/main/imaging/open/open-picture.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import type { RemarkKind } from '../../../src/shared/contract/remarks.ts'
import { prepare } from '../../fixtures/imaging.ts'

/** Mean L* of the photograph that most of these files hold. */
const lightness = 44.7

interface Read {
  remarks?: RemarkKind[]
  size?: [number, number]
  l?: number
  depth?: 8 | 16
}
const upright: [number, number] = [289, 360]

/** What has to come of each file: how it is read, or the kind of its refusal and words of it. */
const outcomes: [name: string, outcome: Read | [kind: string, words: RegExp]][] = [
  ['t-ascii-inner-nul.tif', { remarks: ['odd-header'] }],
  ['k-asciinonul.tif', { remarks: ['odd-header'] }],
  ['k-nostripcount.tif', { remarks: ['odd-header'] }],
  ['k-orient0.tif', { remarks: ['odd-header'] }],
  ['j-sos-se0.jpg', { remarks: ['odd-header'] }],
  ['j-noeoi.jpg', { remarks: ['end-missing'] }],
  ['j-cut-last1pc.jpg', ['picture-damaged', /premature end/]],
  ['heic.heic', ['picture-unsupported', /HEIC/]],
  ['jpeg-12bit.jpg', ['picture-unsupported', /12 bits/]],
  ['tiff-zstd.tif', ['picture-unsupported', /ZSTD/]],
  ['t-oldjpeg.tif', ['picture-unsupported', /old-style JPEG/]],
  ['ignored/bmp-grey.bmp', ['picture-unsupported', /BMP/]],
  ['ignored/jxl.jxl', ['picture-unsupported', /JPEG XL/]],
  ['tiff-lab-grey.tif', {}],
  ['t-lab16.tif', { depth: 16 }],
  ['ignored/mpo.mpo', {}],
  ['scan.dng', { depth: 16 }],
  ['tiff-multipage-thumb-first.tif', {}],
  ['gama-1.0.png', { l: 66.7 }],
  ['t-ir-assoc.tif', {}],
  ['tiff-g4.tif', { remarks: ['bitonal'], l: 45 }],
]

const path = (name: string): string => join(import.meta.dirname, '../../fixtures/awkward', name)

beforeAll(() => setUpImageLibrary(1))

describe('awkward files', () => {
  it.each(outcomes)('%s', async (name, outcome) => {
    if (Array.isArray(outcome)) {
      const [kind, words] = outcome
      for (const read of [() => prepare(path(name), 128), () => openPicture(path(name)).then(decode)]) {
        await expect(read()).rejects.toMatchObject({ kind, message: expect.stringMatching(words) })
      }
      return
    }
    const { remarks = [], size = upright, l = lightness, depth = 8 } = outcome
    const seen = await prepare(path(name), 128)
    expect(seen.colour).toBe('grey')
    expect(mean(seen.l.data)).toBeCloseTo(l, 0)
    expect(seen.remarks.map(({ kind }) => kind)).toEqual(remarks)
    const whole = await decode(await openPicture(path(name)))
    expect([whole.width, whole.height]).toEqual(size)
    expect(whole.data).toBeInstanceOf(depth === 16 ? Uint16Array : Uint8Array)
    expect(await describePhoto(path(name))).toMatchObject({
      width: size[0],
      remarks: remarks.map((kind) => ({ kind })),
    })
  })

  it('says nothing twice', async () => {
    for (const name of ['heic.heic', 'tiff-zstd.tif', 't-oldjpeg.tif', 'j-cut-last1pc.jpg']) {
      const { message } = await prepare(path(name), 128).then(
        () => expect.unreachable(name),
        (thrown: Error) => thrown,
      )
      expect(message.length, message).toBeLessThan(200)
    }
  })
})

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('a little colour in a photograph without', () => {
  it.each([
    ['datestamp-orange.png', 'grey', 3],
    ['e17-ink-and-stamp.png', 'colour', 30],
  ])('%s', async (name, kind, most) => {
    for (const seen of [await prepare(path(name), 256), await describePhoto(path(name))]) {
      expect(seen.colour).toBe(kind)
      const [remark] = seen.remarks
      expect(remark).toMatchObject({ kind: 'coloured-marks' })
      expect(remark?.number).toBeGreaterThan(0)
      expect(remark?.number).toBeLessThan(most)
    }
  })
})

describe('what looks like a negative', () => {
  it('is said, and its positive is none', async () => {
    const kinds = async (picture: string | Uint8Array) =>
      (await prepare(picture as Picture, 256)).remarks.map(({ kind }) => kind)
    expect(await kinds(path('e13-negative.png'))).toContain('negative')
    const positive = await sharp(path('e13-negative.png')).negate().png().toBuffer()
    expect(await kinds(positive)).toEqual([])
  })
})
