import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describePhoto } from '../../../src/main/imaging/describe-photo.ts'
import { composeFile } from '../../../src/main/imaging/result/compose-file.ts'
import { verify } from '../../../src/main/imaging/result/verify-result.ts'
import { preview } from '../../../src/main/imaging/screen/screen-picture.ts'
import { cutTiles } from '../../../src/main/imaging/screen/tiles.ts'
import { tiff } from '../../corpus/files.ts'
import { randomNumbers } from '../../corpus/noise.ts'
import { samples } from '../../corpus/samples.ts'
import { prepare } from '../../fixtures/imaging.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tintype-screen-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A grey ramp from left to right, to be told by its value where a piece of it was cut. */
function ramp(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => Math.round(((at % width) / width) * 255))
}

async function pngOf(data: Uint8Array, width: number, height: number) {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
}

describe('tiles', () => {
  it('cover every level from full size to one tile, each in its place', async () => {
    const folder = temporaryFolder()
    const [width, height] = [1300, 700]
    const { levels } = await cutTiles(await pngOf(ramp(width, height), width, height), folder)
    expect(levels).toBe(3)
    const sizes: Record<string, string> = {}
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.jpeg')) continue
      const info = await sharp(join(folder, name)).metadata()
      sizes[name] = `${info.width} x ${info.height}`
    }
    expect(sizes).toEqual({
      ...{ '0/0_0.jpeg': '512 x 512', '0/1_0.jpeg': '512 x 512', '0/2_0.jpeg': '276 x 512' },
      ...{ '0/0_1.jpeg': '512 x 188', '0/1_1.jpeg': '512 x 188', '0/2_1.jpeg': '276 x 188' },
      ...{ '1/0_0.jpeg': '512 x 350', '1/1_0.jpeg': '138 x 350' },
      '2/0_0.jpeg': '325 x 175',
    })
    const [edge] = await sharp(join(folder, '0/2_1.jpeg'))
      .extract({ left: 0, top: 90, width: 1, height: 1 })
      .raw()
      .toBuffer()
    expect(edge).toBeCloseTo((1024 / width) * 255, -0.5)
  })

  it('of a 16-bit scan are right at 8 bits', async () => {
    const folder = temporaryFolder()
    const data = new Uint16Array(600 * 40).fill(0x8040)
    await cutTiles(Uint8Array.from(tiff({ width: 600, height: 40, data })), folder)
    const [value] = await sharp(join(folder, '0/1_0.jpeg')).raw().toBuffer()
    // 16-bit grey without a profile is taken for sRGB.
    expect(value).toBeCloseTo(0x80, -0.5)
  })
})

describe('previews and thumbnails', () => {
  it('are upright and no larger than the screen needs', async () => {
    const [width, height] = [3000, 1500]
    const turned = await sharp(ramp(width, height), { raw: { width, height, channels: 1 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const shown = await sharp(await preview(turned)).metadata()
    expect(shown.height / shown.width).toBeCloseTo(2, 2)
    expect(shown.width * shown.height).toBeGreaterThan(2_900_000)
    expect(shown.width * shown.height).toBeLessThanOrEqual(3_010_000)
    const { thumbnail, orientation, ...info } = await describePhoto(turned)
    expect([info.width, info.height, orientation, info.colour]).toEqual([1500, 3000, 6, 'grey'])
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 240, height: 480, format: 'webp' })
  })

  it('never enlarge, and keep the colours of a toned print', async () => {
    const { thumbnail } = await describePhoto(samples.hayes)
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 350, height: 425 })
    const { channels } = await sharp(await preview(samples.migrantMother)).stats()
    expect(channels[0].mean - channels[2].mean).toBeGreaterThan(1)
  })

  it('stay within 100 KB whatever the grain', async () => {
    const random = randomNumbers(1)
    const grain = Uint8Array.from({ length: 900 * 700 }, () => random() * 255)
    const { thumbnail } = await describePhoto(await pngOf(grain, 900, 700))
    expect(thumbnail.length).toBeLessThanOrEqual(100_000)
  })
})

describe('what a photo says of itself', () => {
  it('is read from EXIF, and from IPTC and XMP first', async () => {
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:DateCreated="1912-07"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Oma im Garten</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`
    const exif = {
      IFD0: { Make: 'EPSON', Model: 'V600', ImageDescription: 'SONY DSC' },
      IFD2: { DateTimeOriginal: '2024:03:01 18:00:00' },
    }
    const scanned = sharp(samples.hayes).withExif(exif)
    expect(await describePhoto(await scanned.clone().jpeg().toBuffer())).toMatchObject({
      ...{ taken: '2024-03-01T18:00:00', camera: 'EPSON V600', caption: null },
    })
    expect(await describePhoto(await scanned.clone().webp().toBuffer())).toMatchObject({
      taken: '2024-03-01T18:00:00',
    })
    expect(await describePhoto(await scanned.clone().withXmp(xmp).jpeg().toBuffer())).toMatchObject({
      ...{ taken: '1912-07', camera: 'EPSON V600', caption: 'Oma im Garten' },
    })
  })

  it('never costs the photo when it is damaged', async () => {
    const jpeg = await sharp(samples.hayes)
      .withExif({ IFD0: { Make: 'EPSON' } })
      .jpeg()
      .toBuffer()
    const at = jpeg.indexOf('Exif\0\0')
    jpeg.fill(0xff, at + 10, at + 40)
    expect(await describePhoto(jpeg)).toMatchObject({ width: 350, taken: null, camera: null })
  })
})

describe('pictures of extreme shapes', () => {
  const settings = { upsampling: 'edge-aware' } as const
  const provenance = { version: 2, source: 'a', recipe: 'b', model: 'm', settings: 's' }

  it.each([
    [65_535, 1],
    [1, 65_535],
    [100_000, 1],
    [1, 1],
    [2, 30_000],
    [40_000, 3],
  ])('%i x %i is shown, prepared, composed and verified', async (width, height) => {
    const folder = temporaryFolder()
    const picture = await sharp({ create: { width, height, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const shown = await sharp(await preview(picture)).metadata()
    expect(Math.max(shown.width, shown.height)).toBe(Math.min(8192, Math.max(width, height)))
    const { thumbnail } = await describePhoto(picture)
    expect((await sharp(thumbnail).metadata()).width).toBeLessThanOrEqual(640)
    const levels = Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / 512))) + 1
    expect((await cutTiles(picture, folder)).levels).toBe(levels)
    const { l } = await prepare(picture, 64)
    expect(Math.max(l.width, l.height)).toBeLessThanOrEqual(3 * 64)
    const temporary = join(folder, 'result')
    const ab = { data: new Float32Array(l.width * l.height * 2), width: l.width, height: l.height }
    const composition = {
      picture,
      ab,
      settings,
      format: 'png',
      depth: 8,
      provenance,
      metadata: true,
    } as const
    const { written } = await composeFile(composition, temporary)
    expect(written).toMatchObject({ width, height })
    expect(await verify(temporary, written)).toBeGreaterThan(0)
  })
})
