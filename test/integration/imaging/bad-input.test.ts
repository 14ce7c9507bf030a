import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { decode } from '../../../src/main/imaging/open/decode.ts'
import { openPicture } from '../../../src/main/imaging/open/open-picture.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import { pngBomb, tiff, withJpegSize, withPngChunk, withPngProfile } from '../../corpus/files.ts'
import { goodJpeg, halfGreyJpeg, jpegWithStrayBytes, truncatedJpeg } from '../../corpus/jpeg.ts'
import { samples } from '../../corpus/samples.ts'
import { inspect, prepare } from '../../fixtures/imaging.ts'

let folder: string

beforeAll(() => {
  setUpImageLibrary(1)
  folder = mkdtempSync(join(tmpdir(), 'tintype-bad-input-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function file(name: string, content: Buffer | string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Both ways into a picture: what the network sees, and what is composed. */
async function read(input: string | Uint8Array) {
  const picture = input as Picture
  const { l, colour } = await prepare(picture, 128)
  const pixels = await decode(await openPicture(picture))
  return { l, colour, pixels }
}

async function refusal(input: string | Uint8Array) {
  const picture = input as Picture
  const both = await Promise.allSettled([
    prepare(picture, 128),
    openPicture(picture).then((opened) => decode(opened)),
  ])
  const [first, second] = both.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : 'accepted'))
  expect(first.kind).toBe(second.kind)
  return first
}

describe('what is no picture is refused with its reason', () => {
  it('a file of zero bytes', async () => {
    expect(await refusal(file('empty.jpg', ''))).toMatchObject({ kind: 'file-empty' })
    expect(await refusal(new Uint8Array())).toMatchObject({ kind: 'file-empty' })
  })

  it('a file that is not there', async () => {
    expect(await refusal(join(folder, 'gone.jpg'))).toMatchObject({ kind: 'file-not-found' })
    expect(await refusal(join(file('f.jpg', 'x'), 'below.jpg'))).toMatchObject({ kind: 'file-not-found' })
  })

  it('a folder', async () => {
    mkdirSync(join(folder, 'folder.jpg'))
    expect(await refusal(join(folder, 'folder.jpg'))).toMatchObject({ kind: 'file-unreadable' })
  })

  it.skipIf(process.platform === 'win32')('a pipe, without waiting for it', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')])
    expect(await refusal(join(folder, 'pipe.jpg'))).toMatchObject({ kind: 'file-unreadable' })
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a file that may not be read (not as root)',
    async () => {
      const path = file('secret.jpg', goodJpeg)
      execFileSync('chmod', ['000', path])
      expect(await refusal(path)).toMatchObject({ kind: 'file-unreadable' })
    },
  )

  it.runIf(process.platform === 'linux')('a file that breaks when it is read', async () => {
    // Root may open any file; this one is open to it and still gives an error, as a failing disk does.
    expect(await refusal('/proc/self/mem')).toMatchObject({ kind: expect.stringMatching(/^(file|picture)-/) })
  })

  it('text named .jpg', async () => {
    expect(await refusal(file('text.jpg', 'Dear grandmother, '.repeat(100)))).toMatchObject({
      kind: 'picture-unknown',
    })
  })

  it.each([
    [
      'SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
    ],
    ['PDF', '%PDF-1.4\n1 0 obj<<>>endobj'],
    ['a PPM', 'P3 1 1 255 1 2 3 '],
  ])('%s, which is no photograph', async (_, content) => {
    expect(await refusal(file('drawing.png', content))).toMatchObject({ kind: 'picture-unknown' })
  })

  it('numbers that are no codes', async () => {
    const float = tiff({ width: 2, height: 1, data: Float32Array.of(0.5, 1) })
    expect(await refusal(float)).toMatchObject({
      kind: 'picture-unsupported',
      message: expect.stringContaining('float'),
    })
  })
})

describe('damage never passes for a photo', () => {
  it.each([
    ['a truncated JPEG', truncatedJpeg],
    ['a truncated JPEG with an end put to it', halfGreyJpeg],
    ['a JPEG cut within its header', goodJpeg.subarray(0, 300)],
  ])('%s', async (_, content) => {
    expect(await refusal(content)).toMatchObject({ kind: 'picture-damaged' })
    expect(await refusal(file('damaged.jpg', content))).toMatchObject({ kind: 'picture-damaged' })
  })

  it.each(['png', 'webp', 'gif', 'avif', 'tiff'] as const)('a truncated %s', async (format) => {
    const image = sharp(samples.detroit).resize(200)
    const whole = await (format === 'tiff'
      ? image.tiff({ compression: 'lzw' })
      : image.toFormat(format)
    ).toBuffer()
    await read(whole)
    const reason = await refusal(whole.subarray(0, Math.floor(whole.length * 0.6)))
    expect(reason.kind).toMatch(/^picture-(damaged|unknown)$/)
  })

  it('an LZW TIFF with a broken strip', async () => {
    const whole = await sharp(samples.detroit).tiff({ compression: 'lzw' }).toBuffer()
    whole.fill(0xa5, whole.length >> 1, (whole.length >> 1) + 40)
    expect(await refusal(whole)).toMatchObject({ kind: 'picture-damaged' })
  })
})

describe('what only looks damaged is read', () => {
  it('a JPEG with stray bytes between its segments', async () => {
    await expect(sharp(jpegWithStrayBytes).raw().toBuffer()).rejects.toThrow('extraneous bytes')
    expect((await read(jpegWithStrayBytes)).pixels.data).toEqual((await read(goodJpeg)).pixels.data)
  })

  it('a JPEG with stray bytes that is also cut is still refused', async () => {
    const cut = Buffer.concat([jpegWithStrayBytes.subarray(0, -60_000), Buffer.from([0xff, 0xd9])])
    expect(await refusal(cut)).toMatchObject({ kind: 'picture-damaged' })
  })

  it('a JPEG followed by other data, as phones append it', async () => {
    const { pixels } = await read(Buffer.concat([goodJpeg, Buffer.alloc(5000, 65)]))
    expect([pixels.width, pixels.height]).toEqual([1000, 553])
  })

  it('a PNG with a broken comment or a broken profile', async () => {
    const png = await sharp(samples.camera).png().toBuffer()
    const comment = withPngChunk(png, 'tEXt', Buffer.from('Comment\0x'))
    comment[8 + 25 + 12]++
    expect((await read(comment)).pixels.width).toBe(512)
    expect((await read(withPngProfile(png, Buffer.from('no profile')))).pixels.width).toBe(512)
  })
})

describe('sizes', () => {
  it.each([
    ['PNG', pngBomb(30_000, 30_000)],
    ['JPEG', withJpegSize(goodJpeg, 30_000, 30_000)],
    ['TIFF', tiff({ width: 30_000, height: 30_000, data: new Uint8Array(16) })],
  ])('a %s of a few bytes that claims 30000 x 30000 pixels is refused from its header', async (_, bomb) => {
    const start = performance.now()
    const reason = await refusal(file('bomb', bomb))
    expect(performance.now() - start).toBeLessThan(2000)
    expect(reason).toMatchObject({ kind: 'picture-too-large' })
    expect(reason.message).toContain('30000 x 30000')
    expect(reason.message).toContain('900 megapixels')
  })

  it('a PNG that claims 20000 x 20000 and holds nothing is damaged', async () => {
    expect(await refusal(pngBomb(20_000, 20_000))).toMatchObject({ kind: 'picture-damaged' })
  })

  it.each([
    [1, 1],
    [1, 20_000],
    [20_000, 1],
    [3, 2],
  ])('%i x %i pixels', async (width, height) => {
    const data = Uint8Array.from({ length: width * height }, (_, i) => i % 256)
    const { l, pixels, colour } = await read(tiff({ width, height, data }))
    expect([pixels.width, pixels.height]).toEqual([width, height])
    expect(Math.min(l.width, l.height)).toBe(128)
    expect(Math.max(l.width, l.height)).toBeLessThanOrEqual(384)
    expect(l.data.every(Number.isFinite)).toBe(true)
    expect(colour).toBe('grey')
  })
})

describe('rare kinds', () => {
  it('16-bit greyscale with alpha keeps its pixels and drops its alpha', async () => {
    const data = Uint16Array.of(1000, 0, 30_000, 20_000, 65_535, 0, 258, 65_535)
    const { pixels, l } = await read(tiff({ width: 4, height: 1, channels: 2, data }))
    expect(pixels).toEqual({
      data: Uint16Array.of(1000, 30_000, 65_535, 258),
      width: 4,
      height: 1,
      channels: 1,
    })
    expect(Math.max(...l.data)).toBeGreaterThan(95)
  })

  it('of an animated WebP, an animated GIF and a TIFF of several pages, the first page', async () => {
    const pages = ['#ff0000', '#00ff00', '#0000ff'].map((background) => ({
      create: { width: 40, height: 30, channels: 3 as const, background },
    }))
    const frames = await Promise.all(pages.map((page) => sharp(page).png().toBuffer()))
    for (const format of ['webp', 'gif', 'tiff'] as const) {
      const joined = sharp(frames, { join: { animated: true } })
      const bytes = await (format === 'tiff'
        ? joined.tiff({ compression: 'lzw' })
        : joined.toFormat(format)
      ).toBuffer()
      expect(await inspect(bytes)).toMatchObject({
        ...{ width: 40, height: 30, remarks: [{ kind: 'more-pages', number: 2 }] },
      })
      const { pixels } = await read(bytes)
      expect([pixels.width, pixels.height]).toEqual([40, 30])
      expect([...pixels.data.subarray(0, 3)].map((value) => Math.round(value / 25))).toEqual([10, 0, 0])
    }
  })

  it('a TIFF that counts from white', async () => {
    const { pixels } = await read(
      tiff({ width: 3, height: 1, data: Uint8Array.of(0, 100, 255), whiteIsZero: true }),
    )
    expect([...pixels.data]).toEqual([255, 155, 0])
  })

  it('a path with signs of every kind', async () => {
    mkdirSync(join(folder, 'Zdjęcia'))
    for (const name of ['Großmutter #1 100%.tif', 'scan [1].tif', 'scan.tif[page=2]', 'a \'b\' "c"?.tif']) {
      file(join('Zdjęcia', 'scan.tif'), goodJpeg)
      const path = file(join('Zdjęcia', name), tiff({ width: 2, height: 1, data: Uint8Array.of(10, 20) }))
      expect(await inspect(path)).toEqual({
        ...{ format: 'tiff', width: 2, height: 1, depth: 8, pages: 1 },
        remarks: [],
      })
      expect([...(await read(path)).pixels.data]).toEqual([10, 20])
    }
  })
})

describe('colour or not', () => {
  it.each([
    ['grey', [samples.camera, samples.civilWar, samples.hayes, samples.taosChurch]],
    ['toned', [samples.boardwalk, samples.cottonMill, samples.detroit, samples.migrantMother]],
    ['colour', [samples.astronaut, samples.chelsea, samples.coffee, samples.rocket]],
  ])('the %s samples', async (kind, paths) => {
    for (const path of paths) expect((await prepare(path, 256)).colour, path).toBe(kind)
  })

  it('sepia, cyanotype and uneven yellowing are tones', async () => {
    const { data, info } = await sharp(samples.civilWar)
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const tones: Record<string, (v: number, x: number, y: number) => number[]> = {
      sepia: (v) => [v ** 0.8, v ** 0.95, v ** 1.35],
      cyanotype: (v) => [v ** 1.7, v ** 1.05, 0.25 + 0.75 * v ** 0.85],
      yellowed: (v, x, y) => [v * 0.98, v * (0.93 - 0.06 * x * y), v * (0.8 - 0.25 * x * y)],
    }
    for (const [name, tone] of Object.entries(tones)) {
      const toned = Uint8Array.from({ length: data.length * 3 }, (_, i) => {
        const at = Math.floor(i / 3)
        const rgb = tone(data[at] / 255, (at % info.width) / info.width, at / data.length)
        return Math.min(255, 255 * rgb[i % 3])
      })
      const jpeg = await sharp(toned, { raw: { width: info.width, height: info.height, channels: 3 } })
        .jpeg({ quality: 80 })
        .toBuffer()
      expect((await prepare(jpeg, 256)).colour, name).toBe('toned')
    }
  })

  it('a grey picture stored as colour is grey', async () => {
    const rgb = await sharp(samples.camera).toColourspace('srgb').jpeg().toBuffer()
    expect((await sharp(rgb).metadata()).channels).toBe(3)
    expect((await prepare(rgb, 256)).colour).toBe('grey')
  })
})
