import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pngBomb } from '../../corpus/files.ts'
import { truncatedJpeg } from '../../corpus/jpeg.ts'
import { samples } from '../../corpus/samples.ts'
import { type Line, run } from '../../fixtures/cli/run.ts'

/** One folder of everything that ever went wrong with other programs, through the real command line. */
let root: string
let album: string
let out: string
let code: number | null
let lines: Map<string, Line>

const oddPath = 'Zdjęcia/Großmutter #1 100%.tif'
const photo = readFileSync(samples.hayes)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tintype-awkward-'))
  album = join(root, 'album')
  out = join(root, 'out')
  mkdirSync(join(album, 'Zdjęcia'), { recursive: true })
  const put = (name: string, data: Buffer | string): void => writeFileSync(join(album, name), data)

  put('zero.jpg', '')
  put('torn.jpg', truncatedJpeg)
  put('text.jpg', 'A letter, not a photograph.')
  put('bomb.png', pngBomb(30_000, 30_000))
  put('Thumbs.db', 'thumbnails')
  put('one.png', await grey(1, 1).png().toBuffer())
  put('line.png', await grey(1, 20_000).png().toBuffer())
  put('alpha16.png', await sharp(photo).toColourspace('grey16').ensureAlpha(0.5).png().toBuffer())
  put('cmyk.tif', await sharp(photo).toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer())
  put('sepia.png', await sharp(photo).tint({ r: 160, g: 120, b: 80 }).png().toBuffer())
  const frames = await Promise.all([0, 40].map((add) => sharp(photo).linear(1, add).png().toBuffer()))
  put(
    'moving.webp',
    await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer(),
  )
  await sharp(photo).tiff({ compression: 'lzw' }).toFile(join(album, oddPath))
  copyFileSync(samples.coffee, join(album, 'colour.png'))

  const ended = await run(
    ...['colorize', album, '--out', out, '--recursive', '--format', 'webp', '--size', '128'],
    ...['--edge-aware', '--depth', '8', '--json'],
  )
  code = ended.code
  lines = new Map(ended.lines.map((line) => [basename(line.source), line]))
})
afterAll(() => rmSync(root, { recursive: true }))

function grey(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#777' } })
}

describe('a folder of awkward files', () => {
  it.each([
    ['zero.jpg', 'file-empty'],
    ['torn.jpg', 'picture-damaged'],
    ['text.jpg', 'picture-unknown'],
    ['bomb.png', 'picture-too-large'],
  ])('%s fails as %s', (name, kind) => {
    expect(lines.get(name)).toMatchObject({ state: 'failed', error: { kind } })
  })

  it.each([
    ['alpha16.png', 350, 425],
    ['cmyk.tif', 350, 425],
    ['sepia.png', 350, 425],
    ['moving.webp', 350, 425],
    [basename(oddPath), 350, 425],
  ])('%s comes out in colour at its own size', async (name, width, height) => {
    const line = lines.get(name)
    expect(line).toMatchObject({ state: 'done' })
    const { data, info } = await sharp(line?.output).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width, height, channels: 3 })
    let colour = 0
    for (let i = 0; i < data.length; i += 3) colour += Math.abs(data[i] - data[i + 2])
    expect(colour / (width * height)).toBeGreaterThan(4)
  })

  it.each([
    ['one.png', 1, 1],
    ['line.png', 1, 20_000],
  ])('%s is made or refused, at its own size', async (name, width, height) => {
    const line = lines.get(name)
    if (line?.state === 'done') {
      expect(await sharp(line.output).metadata()).toMatchObject({ width, height })
    } else {
      // WebP holds no side above 16,383 pixels: the error says which formats do.
      expect(line).toMatchObject({ state: 'failed', error: { kind: 'picture-too-large' } })
      expect(height).toBeGreaterThan(16_383)
    }
  })

  it('leaves the colour photograph alone and reports every file once', () => {
    expect(lines.get('colour.png')).toMatchObject({ state: 'skipped', reason: 'already-colour' })
    expect(lines.size).toBe(12)
    expect(code).toBe(2)
  })
})

describe('tintype colorize --engine tensorflow', () => {
  const required = process.env.TINTYPE_REQUIRE_TENSORFLOW === '1'

  it('colours, or says how to get the engine', async (context) => {
    const result = join(root, 'native')
    const { code, stderr, lines } = await run(
      ...['colorize', samples.hayes, '--out', result, '--engine', 'tensorflow', '--json'],
    )
    if (code === 1 && !required) {
      expect(stderr).toContain('npm run engine:tensorflow')
      return context.skip('native TensorFlow is not set up')
    }
    expect(lines).toMatchObject([{ state: 'done' }])
    expect(stderr).toContain('TensorFlow')
  })
})
