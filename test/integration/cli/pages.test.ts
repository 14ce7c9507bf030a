import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { scannedPages, tinyPages, withTornPage, withUnknownPage } from '../../corpus/paged-tiff.ts'
import { temporaryFolder } from '../../fixtures/app/open.ts'
import { type Line, run } from '../../fixtures/cli/run.ts'

const quick = ['--size', '128', '--engine', 'wasm', '--jobs', '1', '--json']

function planted(bytes: Buffer) {
  const root = temporaryFolder()
  const album = join(root, 'album')
  mkdirSync(album)
  const scan = join(album, 'scan.tif')
  writeFileSync(scan, bytes)
  return { album, scan, out: join(root, 'out') }
}

/** How each photograph went, by its page. */
function ways(lines: Line[]): string[] {
  return lines
    .toSorted((one, other) => (one.page ?? 1) - (other.page ?? 1))
    .map(({ page = 1, state, reason, error, output }) =>
      [page, error?.kind ?? reason ?? state, ...(output ? [basename(output)] : [])].join(' '),
    )
}

/** What a picture looks like, roughly. */
async function greyOf(path: string, page = 0): Promise<number[]> {
  const small = sharp(path, { page }).greyscale().resize(8, 8)
  return [...(await small.raw().toBuffer())]
}

it('each page of a TIFF becomes a result of its own, in a folder and by name', async () => {
  const { album, scan, out } = planted(await scannedPages())
  const made = ['1 done scan.png', '2 done scan-p2.png', '3 done scan-p3.png']
  const there = made.map((line) => line.replace('done', 'already-made'))
  const first = await run('colorize', album, '--out', out, ...quick)
  expect([first.code, ways(first.lines)]).toEqual([0, made])
  expect(first.stderr).toContain('3 photographs coloured')
  for (const [page, name] of ['scan.png', 'scan-p2.png', 'scan-p3.png'].entries()) {
    const [result, original] = await Promise.all([greyOf(join(out, name)), greyOf(scan, page)])
    expect(Math.max(...result.map((grey, i) => Math.abs(grey - original[i]!)))).toBeLessThan(6)
  }
  // As the only result of such a file was known before.
  const hash = createHash('sha256').update(readFileSync(scan)).digest('hex')
  const { xmpAsString } = await sharp(join(out, 'scan.png')).metadata()
  expect(xmpAsString).toContain(`tintype:source="${hash}"`)
  const before = readdirSync(out).map((name) => readFileSync(join(out, name)).toString('base64'))
  expect(ways((await run('colorize', scan, '--out', out, ...quick)).lines)).toEqual(there)
  expect(readdirSync(out).map((name) => readFileSync(join(out, name)).toString('base64'))).toEqual(before)
})

it('what is missing, damaged or asked for anew is made page by page', async () => {
  const { scan, out } = planted(await scannedPages())
  const colorize = async (...more: string[]) =>
    ways((await run('colorize', scan, '--out', out, ...more, ...quick)).lines)
  await colorize()
  rmSync(join(out, 'scan-p2.png'))
  expect(await colorize()).toEqual([
    '1 already-made scan.png',
    '2 done scan-p2.png',
    '3 already-made scan-p3.png',
  ])
  const third = readFileSync(join(out, 'scan-p3.png'))
  const middle = Math.floor(third.length / 2)
  writeFileSync(join(out, 'scan-p3.png'), third.fill(0, middle, middle + 100))
  expect(await colorize('--verify')).toEqual([
    '1 already-made scan.png',
    '2 already-made scan-p2.png',
    '3 done scan-p3-2.png',
  ])
  expect(await colorize('--again')).toEqual([
    '1 done scan-2.png',
    '2 done scan-p2-2.png',
    '3 done scan-p3-3.png',
  ])
})

it.each([
  ['the first', 0, withTornPage, 'picture-damaged'],
  ['another', 1, withTornPage, 'picture-damaged'],
  ['the first, unknown in kind,', 0, withUnknownPage, 'picture-unsupported'],
  ['another, unknown in kind,', 1, withUnknownPage, 'picture-unsupported'],
])('a page that cannot be read, %s, is told alone', async (_, bad, spoilt, kind) => {
  const { scan, out } = planted(spoilt(await scannedPages(), bad))
  const { code, lines, stderr } = await run('colorize', scan, '--out', out, ...quick)
  expect(code).toBe(2)
  const names = ['scan.png', 'scan-p2.png', 'scan-p3.png']
  expect(ways(lines)).toEqual(
    names.map((name, page) => (page === bad ? `${page + 1} ${kind}` : `${page + 1} done ${name}`)),
  )
  expect(stderr).toContain(`1 failed:\n  ${scan}${bad === 0 ? '' : ` · page ${bad + 1}`}\n`)
})

it('--accept-damaged takes what is there of a page', async () => {
  const { scan, out } = planted(withTornPage(await scannedPages(), 1))
  const { code, lines } = await run('colorize', scan, '--out', out, '--accept-damaged', ...quick)
  expect([code, ways(lines)]).toEqual([0, ['1 done scan.png', '2 done scan-p2.png', '3 done scan-p3.png']])
  expect(lines.find(({ page }) => page === 2)?.remarks).toMatchObject([{ kind: 'damaged' }])
})

it('reduced copies and masks are no pages', async () => {
  const { scan, out } = planted(tinyPages([0, 1, 0, 4]))
  const { lines } = await run('colorize', scan, '--out', out, ...quick)
  expect(ways(lines)).toEqual(['1 done scan.png', '2 done scan-p2.png'])
})
