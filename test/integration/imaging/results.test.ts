import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setUpImageLibrary } from '../../../src/main/imaging/image-library.ts'
import { composeFile } from '../../../src/main/imaging/result/compose-file.ts'
import { verify } from '../../../src/main/imaging/result/verify-result.ts'
import { linearToSrgb } from '../../../src/shared/colour/srgb.ts'
import type { Picture } from '../../../src/shared/contract/imaging.ts'
import type { AbMap } from '../../../src/shared/contract/pixels.ts'
import type { Encoding, OutputFormat } from '../../../src/shared/output-formats.ts'
import { tiff } from '../../corpus/files.ts'
import { greyProfile } from '../../corpus/icc.ts'
import { samples } from '../../corpus/samples.ts'
import { inspect } from '../../fixtures/imaging.ts'

const provenance = { version: 2, source: 'a1', recipe: 'b2', model: 'test model', settings: 'strength 1' }
const settings = { upsampling: 'bilinear' } as const
const brown = { data: Float32Array.from({ length: 8 }, (_, i) => (i % 2 ? 25 : 12)), width: 2, height: 2 }
const formats: [OutputFormat, 8 | 16][] = [
  ['jpeg', 8],
  ['webp', 8],
  ['png', 8],
  ['png', 16],
  ['tiff', 8],
  ['tiff', 16],
]

let folder: string

beforeAll(() => {
  setUpImageLibrary(1)
  folder = mkdtempSync(join(tmpdir(), 'tintype-results-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function compose(
  picture: string | Uint8Array,
  format: OutputFormat,
  depth: 8 | 16,
  {
    temporary = join(folder, `${format}${depth}.tintype-part`),
    ...more
  }: { temporary?: string; ab?: AbMap; metadata?: boolean; encoding?: Encoding } = {},
) {
  const call = {
    picture: picture as Picture,
    ab: brown,
    settings,
    format,
    depth,
    provenance,
    metadata: true,
    ...more,
  }
  return composeFile(call, temporary).then(({ written }) => ({
    temporary,
    written,
  }))
}

describe.each(formats)('%s, %i bit', (format, depth) => {
  it('keeps size and depth, holds sRGB and the provenance, and passes its check', async () => {
    const { temporary, written } = await compose(samples.detroit, format, depth)
    expect(written).toMatchObject({ width: 1000, height: 553, format, depth })
    expect(await verify(temporary, written)).toBeGreaterThan(10_000)
    expect(await inspect(temporary)).toEqual({
      format,
      width: 1000,
      height: 553,
      depth,
      pages: 1,
      remarks: [],
      provenance,
    })
    const { icc, hasAlpha, channels } = await sharp(temporary).metadata()
    expect(icc?.toString('latin1')).toMatch(/s\0?R\0?G\0?B/)
    expect([hasAlpha, channels]).toEqual([false, 3])
  })

  it('keeps EXIF, IPTC, XMP and density where the format can, and turns the pixels', async () => {
    const scan = await sharp(samples.detroit)
      .withMetadata({ orientation: 6, density: 600 })
      .withExifMerge({ IFD0: { Copyright: 'Family Kowalski', Artist: 'Grandfather' } })
      .withXmp(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
          '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="Łódź 1931"/>' +
          '</rdf:RDF></x:xmpmeta>',
      )
      .jpeg()
      .toBuffer()
    const path = join(folder, 'turned.jpg')
    writeFileSync(path, scan)
    const { temporary, written } = await compose(path, format, depth)
    await verify(temporary, written)
    expect([written.width, written.height]).toEqual([553, 1000])
    const found = await sharp(temporary).metadata()
    expect(found.orientation ?? 1).toBe(1)
    expect(found.xmpAsString).toContain('Łódź 1931')
    expect(found.xmpAsString).toContain('test model')
    // libvips gives no EXIF of a TIFF and no density of a WebP.
    if (format !== 'tiff') expect(found.exif?.toString('latin1')).toContain('Family Kowalski')
    if (format !== 'webp') expect(Math.round(found.density ?? 0)).toBe(600)
  })
})

it.each([
  ['jpeg', 8],
  ['png', 16],
  ['tiff', 16],
] as const)('%s, %i bit, is brought down to a long side, and never enlarged', async (format, depth) => {
  const { temporary, written } = await compose(samples.detroit, format, depth, {
    encoding: { longSide: 320 },
  })
  expect(written).toMatchObject({ width: 320, height: 177, depth })
  await verify(temporary, written)
  const { written: whole } = await compose(samples.detroit, format, depth, { encoding: { longSide: 5000 } })
  expect(whole).toMatchObject({ width: 1000, height: 553 })
})

it('is encoded as was asked for', async () => {
  const sizes: Record<string, number> = {}
  for (const compression of ['none', 'lzw', 'deflate'] as const) {
    const { temporary, written } = await compose(samples.detroit, 'tiff', 8, { encoding: { compression } })
    await verify(temporary, written)
    sizes[compression] = statSync(temporary).size
  }
  expect(sizes.none).toBeGreaterThan(1000 * 553 * 3)
  expect(sizes.lzw).toBeLessThan(sizes.none)
  expect(sizes.deflate).toBeLessThan(sizes.lzw)
  for (const [quality, name] of [
    [50, 'low'],
    [98, 'high'],
  ] as const) {
    const { temporary, written } = await compose(samples.detroit, 'jpeg', 8, { encoding: { quality } })
    await verify(temporary, written)
    sizes[name] = statSync(temporary).size
  }
  expect(sizes.high).toBeGreaterThan(3 * sizes.low)
})

it('keeps every code of a 16-bit grey scan with a profile, orientation and 600 dpi', async () => {
  const data = Uint16Array.from({ length: 64 * 32 }, (_, i) => i * 32)
  const scan = tiff({ width: 64, height: 32, data, icc: greyProfile(2.2), dpi: 600, orientation: 6 })
  const still = { ab: { data: new Float32Array(8), width: 2, height: 2 } }
  const { temporary, written } = await compose(scan, 'tiff', 16, still)
  await verify(temporary, written)
  const { data: raw, info } = await sharp(temporary)
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([32, 64])
  const found = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2)
  for (const [x, y] of [
    [0, 0],
    [31, 0],
    [5, 40],
    [31, 63],
  ]) {
    // Orientation 6: the stored picture is turned clockwise to be looked at.
    const stored = data[(31 - x) * 64 + y] / 65535
    const meant = 65535 * linearToSrgb(stored ** (Math.round(2.2 * 256) / 256))
    for (let channel = 0; channel < 3; channel++) {
      expect(Math.abs(found[3 * (y * 32 + x) + channel] - meant)).toBeLessThan(4)
    }
  }
  expect((await sharp(temporary).metadata()).density).toBe(600)
})

it('an 8-bit JPEG becomes a 16-bit TIFF whose colours are finer than 8 bit', async () => {
  const { temporary } = await compose(samples.hayes, 'tiff', 16)
  const { data } = await sharp(temporary)
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true })
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
  expect(values.some((value) => value % 257 !== 0)).toBe(true)
})

describe('what cannot be written is refused', () => {
  it('16 bits in a JPEG', async () => {
    await expect(compose(samples.hayes, 'jpeg', 16)).rejects.toMatchObject({ kind: 'bad-request' })
  })

  it('a side that the format cannot hold', async () => {
    const long = tiff({ width: 20_000, height: 1, data: new Uint8Array(20_000) })
    await expect(compose(long, 'webp', 8)).rejects.toMatchObject({ kind: 'picture-too-large' })
    await compose(long, 'png', 8)
  })

  it('a folder that is not there', async () => {
    const temporary = join(folder, 'gone', 'x.tintype-part')
    await expect(compose(samples.hayes, 'png', 8, { temporary })).rejects.toMatchObject({
      kind: 'output-unwritable',
    })
  })

  it('a picture that breaks while it is decoded leaves no file', async () => {
    const temporary = join(folder, 'broken.tintype-part')
    await expect(compose(Buffer.from('text'), 'png', 8, { temporary })).rejects.toMatchObject({
      kind: 'picture-unknown',
    })
    expect(existsSync(temporary)).toBe(false)
  })

  describe('on a full disk', () => {
    const disk = join(tmpdir(), `tintype-full-${process.pid}`)
    const mounted = mount(disk)

    afterAll(() => {
      if (mounted) execFileSync('umount', [disk])
      rmSync(disk, { recursive: true, force: true })
    })

    it.skipIf(!mounted).each(formats)(
      '%s, %i bit, leaves nothing behind (needs the right to mount a tmpfs)',
      async (format, depth) => {
        const temporary = join(disk, 'x.tintype-part')
        await expect(compose(samples.migrantMother, format, depth, { temporary })).rejects.toMatchObject({
          kind: 'disk-full',
        })
        expect(readdirSync(disk)).toEqual([])
      },
    )
  })
})

/** A disk of 64 KiB, where this user may mount one. */
function mount(path: string): boolean {
  mkdirSync(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('verify finds a file that is', () => {
  async function composed() {
    const { temporary, written } = await compose(samples.detroit, 'png', 8)
    return { temporary, written }
  }

  it('gone, cut or no picture', async () => {
    const { temporary, written } = await composed()
    const whole = await sharp(temporary).keepMetadata().png().toBuffer()
    writeFileSync(temporary, whole.subarray(0, whole.length - 1000))
    await expect(verify(temporary, written)).rejects.toMatchObject({ kind: 'output-wrong' })
    writeFileSync(temporary, 'text')
    await expect(verify(temporary, written)).rejects.toMatchObject({ kind: 'output-wrong' })
    rmSync(temporary)
    await expect(verify(temporary, written)).rejects.toMatchObject({ kind: 'output-wrong' })
  })

  it.each([
    ['of another size', { width: 999 }],
    ['of another depth', { depth: 16 as const }],
    ['of another format', { format: 'tiff' as const }],
  ])('%s', async (_, other) => {
    const { temporary, written } = await composed()
    await expect(verify(temporary, { ...written, ...other })).rejects.toMatchObject({ kind: 'output-wrong' })
  })

  it.each([
    ['grey', (image: Sharp) => image.greyscale().toColourspace('srgb')],
    ['another picture', (image: Sharp) => image.flip()],
    ['without its mark', (image: Sharp) => image.withXmp('<x/>')],
  ])('%s', async (_, change) => {
    const { temporary, written } = await composed()
    await sharp(await change(sharp(temporary).keepMetadata()).png().toBuffer())
      .keepMetadata()
      .toFile(`${temporary}.png`)
    await expect(verify(`${temporary}.png`, written)).rejects.toMatchObject({ kind: 'output-wrong' })
  })

  it('without its profile', async () => {
    const { temporary, written } = await composed()
    await sharp(temporary).keepXmp().png().toFile(`${temporary}.png`)
    await expect(verify(`${temporary}.png`, written)).rejects.toMatchObject({
      kind: 'output-wrong',
      message: expect.stringContaining('profile'),
    })
  })
})
