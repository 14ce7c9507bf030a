import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { scannedPages, withTornPage } from '../../corpus/paged-tiff.ts'
import { expectToldAlone, planted, quick, ways } from '../../fixtures/cli/pages.ts'
import { run } from '../../fixtures/cli/run.ts'

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

it('a page that cannot be read is told alone', () => expectToldAlone(1, withTornPage, 'picture-damaged'))
