import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scannedPages, tinyPages, withTornPage, withUnknownPage } from '../../corpus/paged-tiff.ts'
import { expectToldAlone, planted, quick, ways } from '../../fixtures/cli/pages.ts'
import { run } from '../../fixtures/cli/run.ts'

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
  ['the first, unknown in kind,', 0, withUnknownPage, 'picture-unsupported'],
  ['another, unknown in kind,', 1, withUnknownPage, 'picture-unsupported'],
])('a page that cannot be read, %s, is told alone', (_, bad, spoilt, kind) =>
  expectToldAlone(bad, spoilt, kind),
)

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
