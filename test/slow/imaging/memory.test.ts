import { copyFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { openPicture } from '../../../src/main/imaging/open/open-picture.ts'
import { pngBomb, tiff } from '../../corpus/files.ts'
import { withPngXmp } from '../../corpus/metadata.ts'
import {
  circularExif,
  withPackedProfile,
  withPackedTextAtEnd,
  withPackedTexts,
  withSegments,
  withTiffTag,
  withWebpChunk,
} from '../../corpus/side-data.ts'
import { temporaryFolder } from '../../fixtures/app/open.ts'
import { bound, calls, picture, type Row } from '../../fixtures/memory/pictures.ts'
import { canSeeMemory, watched } from '../../fixtures/memory/watched-imaging.ts'

const MB = 1e6
const plain = sharp({ create: { width: 32, height: 32, channels: 3, background: 'teal' } })
const png = await plain.clone().png().toBuffer()
const jpeg = await plain.clone().jpeg().toBuffer()
const webp = await plain
  .clone()
  .webp()
  .withExif({ IFD0: { Make: 'x' } })
  .toBuffer()
const scan = tiff({ width: 32, height: 32, data: new Uint8Array(1024) })

describe('data beside the pixels', () => {
  it.each<[string, () => Buffer]>([
    ['a PNG whose profile unpacks to 300 MB', () => withPackedProfile(png, 300 * MB)],
    ['a PNG whose profile unpacks to 17 MB', () => withPackedProfile(png, 17 * MB)],
    ['a PNG with packed texts of 15 MB, many times', () => withPackedTexts(png, 15 * MB, 20)],
    ['a PNG with a packed text after its picture', () => withPackedTextAtEnd(png, 300 * MB)],
    ['a PNG with packed XMP', () => withPngXmp(png, Buffer.alloc(100 * MB), true)],
    ['a PNG with XMP as it is', () => withPngXmp(png, Buffer.alloc(17 * MB))],
    [
      'a JPEG with XMP in 400 segments',
      () => withSegments(jpeg, 0xe1, 'http://ns.adobe.com/xap/1.0/\0', 400),
    ],
    ['a JPEG with a profile in 400 segments', () => withSegments(jpeg, 0xe2, 'ICC_PROFILE\0\x01\xff', 400)],
    ['a WebP with EXIF of 17 MB', () => withWebpChunk(webp, 'EXIF', 17 * MB)],
    ['a TIFF with a profile of 17 MB', () => withTiffTag(scan, 34675, 17 * MB)],
    ['a TIFF with XMP of 17 MB', () => withTiffTag(scan, 700, 17 * MB)],
  ])('%s is refused in words, before libvips sees it', async (_, make) => {
    await expect(openPicture(Uint8Array.from(make()))).rejects.toMatchObject({
      kind: 'side-data-too-large',
      message: expect.stringMatching(/comes with .* MB of .* beside its pixels; Tintype reads at most 16 MB/),
    })
  })

  it('of EXIF that leads in circles is refused, before it is followed a thousand times', async () => {
    const block = Buffer.concat([Buffer.from('Exif\0\0'), circularExif(2000)])
    const head = Buffer.from([0xff, 0xe1, 0, 0])
    head.writeUInt16BE(block.length + 2, 2)
    const circular = Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)])
    await expect(openPicture(Uint8Array.from(circular))).rejects.toMatchObject({
      kind: 'side-data-too-large',
      message: expect.stringContaining('more than 64 directories'),
    })
  })

  it('of EXIF that leads in circles is refused in an AVIF as well', async () => {
    const exif = { IFD0: { ImageDescription: 'x'.repeat(4000) } }
    const sound = await plain.clone().withExif(exif).avif({ effort: 0 }).toBuffer()
    await expect(openPicture(Uint8Array.from(sound))).resolves.toMatchObject({ width: 32 })
    const circular = Buffer.from(sound)
    circularExif(200).copy(circular, circular.indexOf('II*\0', 0, 'latin1'))
    await expect(openPicture(Uint8Array.from(circular))).rejects.toMatchObject({
      kind: 'side-data-too-large',
    })
  })

  it.each<[string, () => Buffer]>([
    ['a PNG with a profile of 15 MB', () => withPackedProfile(png, 15 * MB)],
    ['a PNG with XMP of 4 MB', () => withPngXmp(png, Buffer.alloc(4 * MB, 'x'), true)],
    ['a PNG with a broken packed text', () => withPackedTexts(png, 100, 3).fill(7, 50, 60)],
    ['a TIFF with layers of 40 MB', () => withTiffTag(scan, 37724, 40 * MB)],
    ['a JPEG with 30 segments of a camera', () => withSegments(jpeg, 0xe5, 'maker', 30)],
  ])('%s is read', async (_, make) => {
    await expect(openPicture(Uint8Array.from(make()))).resolves.toMatchObject({ width: 32 })
  })

  it.runIf(canSeeMemory)('takes no memory where it is refused', async () => {
    const picture = Uint8Array.from(withPackedProfile(png, 1000 * MB))
    const { peak } = await watched(600 * MB, async (client) => {
      await expect(client.describePhoto({ picture })).rejects.toMatchObject({
        kind: 'side-data-too-large',
      })
    })
    expect(peak).toBeLessThan(600 * MB)
  })
})

describe.runIf(canSeeMemory)('memory', () => {
  it('stays within its bound for a photo of every day', async () => {
    const row: Row = {
      name: 'progressive JPEG',
      size: 12,
      make: (image) => image.jpeg({ progressive: true }),
    }
    const folder = temporaryFolder()
    const path = await picture(row, folder)
    const { peak } = await watched(bound(row), (client) => calls.finish(client, path, folder))
    expect(peak).toBeGreaterThan(50 * MB)
    expect(peak).toBeLessThanOrEqual(bound(row))
  })
})

describe('what would take too much memory', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['an AVIF of 96 megapixels', () => avif(12_000, 8000)],
    ['an AVIF of full chroma and 60 megapixels', () => avif(10_000, 6000)],
    ['a PNG of 900 megapixels', async () => pngBomb(30_000, 30_000)],
  ])('%s is refused by its header, with its size', async (_, make) => {
    const path = join(temporaryFolder(), 'picture')
    writeFileSync(path, await make())
    await expect(openPicture(path)).rejects.toMatchObject({
      kind: 'picture-too-large',
      message: expect.stringMatching(/\d+ x \d+ pixels.*megapixels.*(takes|opens)/),
    })
  })
})

describe('a file that has to be copied to be read', () => {
  it('is refused before that where its size has nothing to do with its picture', async () => {
    const path = join(temporaryFolder(), 'infrared.tif')
    copyFileSync(new URL('../../fixtures/awkward/t-ir-assoc.tif', import.meta.url), path)
    await openPicture(path)
    truncateSync(path, 1e9)
    await expect(openPicture(path)).rejects.toMatchObject({
      kind: 'picture-too-large',
      message: expect.stringMatching(/takes 1.2 GB of memory; Tintype takes at most 0.6 GB/),
    })
  })
})

async function avif(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .avif({ effort: 0 })
    .toBuffer()
}
