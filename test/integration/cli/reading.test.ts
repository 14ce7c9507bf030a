import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samples } from '../../corpus/samples.ts'
import { type Ended, type Line, run, start } from '../../fixtures/cli/run.ts'

/** The folder of awkward files through the real command line, as an archivist would give it. */
let root: string
let album: string
let ended: Ended
let lines: Map<string, Line>

const quick = ['--size', '128', '--engine', 'wasm', '--jobs', '1', '--json']
const place = (name: string): string => join(root, name)

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tintype-reading-'))
  album = place('album')
  cpSync(join(import.meta.dirname, '../../fixtures/awkward'), album, { recursive: true })
  if (process.platform === 'linux') {
    writeFileSync(Buffer.from(`${album}/caf\xe9.png`, 'latin1'), await sharp(samples.hayes).png().toBuffer())
  }
  ended = await run('colorize', album, '--out', place('out'), '--recursive', ...quick)
  lines = new Map(ended.lines.map((line) => [basename(line.source), line]))
})
afterAll(() => rmSync(root, { recursive: true }))

describe('a folder of awkward files', () => {
  it.each([
    ...['t-ascii-inner-nul.tif', 'k-asciinonul.tif', 'k-nostripcount.tif', 'k-orient0.tif', 'j-sos-se0.jpg'],
    ...['j-noeoi.jpg', 't-lab16.tif', 'tiff-lab-grey.tif', 'scan.dng', 'tiff-multipage-thumb-first.tif'],
    ...['gama-1.0.png', 't-ir-assoc.tif', 'tiff-g4.tif', 'mpo.mpo'],
  ])('%s comes out at its own size', async (name) => {
    const line = lines.get(name)
    expect(line).toMatchObject({ state: 'done' })
    expect(await sharp(line?.output).metadata()).toMatchObject({ width: 289, height: 360 })
  })

  it.each([
    ['j-cut-last1pc.jpg', 'picture-damaged', '--accept-damaged'],
    ['heic.heic', 'picture-unsupported', 'save it as'],
    ['jpeg-12bit.jpg', 'picture-unsupported', 'save it as'],
    ['tiff-zstd.tif', 'picture-unsupported', 'save it as'],
    ['t-oldjpeg.tif', 'picture-unsupported', 'save it as'],
  ])('%s is refused as %s, with what to do', (name, kind, advice) => {
    const error = lines.get(name)?.error
    expect(error).toMatchObject({ kind })
    const [said = ''] = ended.stderr.split(`${error?.message} `).slice(1)
    expect(said.split('\n')[0]).toContain(advice)
    if (kind === 'picture-unsupported') expect(said.split('\n')[0]).not.toMatch(/scan it again/i)
  })

  it('names photographs whose true colours would be lost, and leaves them alone', () => {
    for (const name of ['datestamp-orange.png', 'e17-ink-and-stamp.png']) {
      expect(lines.get(name)).toMatchObject({ state: 'skipped', reason: 'coloured-marks' })
      expect(ended.stderr).toContain(`  ${join(album, name)}\n`)
    }
    expect(ended.stderr).toContain('--recolour')
  })

  it('keeps remarks with the outcome, and says them', () => {
    expect(lines.get('j-noeoi.jpg')?.remarks).toEqual([{ kind: 'end-missing' }])
    expect(lines.get('tiff-g4.tif')?.remarks).toEqual([{ kind: 'bitonal' }])
    expect(ended.stderr).toContain('j-noeoi.jpg\n    the end marker is missing')
    expect(ended.stderr).toContain('without greys')
  })

  it('names what is left out by ending and number', () => {
    expect(ended.stderr).toContain('2 files left out: 1 .bmp, 1 .jxl')
  })

  it.runIf(process.platform === 'linux')('says of a name that is no UTF-8 what it is', () => {
    expect(lines.get('caf\uFFFD.png')?.error).toMatchObject({
      kind: 'file-misnamed',
      message: expect.stringContaining('valid UTF-8'),
    })
    expect(ended.stderr).toContain('Rename the file')
  })
})

describe('tintype colorize', () => {
  it('says so where a folder holds only files of other kinds', async () => {
    const others = place('others')
    mkdirSync(others)
    for (const name of ['a.bmp', 'b.BMP', 'c.jxl', 'README']) writeFileSync(join(others, name), 'x')
    const { code, stderr } = await run('colorize', others, '--out', place('none'), ...quick)
    expect(code).toBe(1)
    expect(stderr).toContain('4 files left out: 2 .bmp, 1 without an ending, 1 .jxl')
    expect(stderr).toContain('only files of other kinds')
  })

  it('--accept-damaged colours what is there, says what is missing, and knows the result again', async () => {
    const args = ['colorize', join(album, 'j-cut-last1pc.jpg'), '--out', place('accepted')]
    const first = await run(...args, '--accept-damaged', ...quick)
    const [made] = first.lines
    expect(made).toMatchObject({ state: 'done', remarks: [{ kind: 'damaged', number: expect.any(Number) }] })
    expect(made?.remarks?.[0]?.number).toBeLessThan(10)
    expect(first.stderr).toContain('the original is damaged')
    const { xmpAsString } = await sharp(made?.output).metadata()
    expect(xmpAsString).toMatch(/tintype:settings="[^"]*the original is damaged[^"]* % of the picture/)
    for (const flags of [['--accept-damaged'], []]) {
      const again = await run(...args, ...flags, ...quick)
      expect(again.lines).toMatchObject([{ state: 'skipped', reason: 'already-made', output: made?.output }])
    }
  })

  const asRoot = process.getuid?.() === 0
  it.skipIf(process.platform === 'win32')(
    'goes on past a folder that may not be read, and says so',
    async () => {
      const shared = place('shared')
      const secret = join(shared, 'secret')
      mkdirSync(secret, { recursive: true })
      cpSync(samples.hayes, join(shared, 'hayes.jpg'))
      cpSync(samples.hayes, join(secret, 'hidden.jpg'))
      for (const folder of [root, shared]) chmodSync(folder, 0o755)
      chmodSync(join(shared, 'hayes.jpg'), 0o644)
      const out = place('for-all')
      mkdirSync(out)
      chmodSync(out, 0o777)
      chmodSync(secret, 0o000)
      try {
        // Root may read everything: the command runs as nobody.
        const user = asRoot ? { uid: 65_534, gid: 65_534 } : {}
        const { lines, stderr } = await start(
          ['colorize', shared, '--out', out, '--recursive', ...quick],
          user,
        ).ended
        expect(lines.map(({ source, state }) => [basename(source), state]).sort(), stderr).toEqual([
          ['hayes.jpg', 'done'],
          ['secret', 'failed'],
        ])
        expect(stderr).toContain(`${secret} may not be read`)
      } finally {
        chmodSync(secret, 0o755)
      }
    },
  )
})
