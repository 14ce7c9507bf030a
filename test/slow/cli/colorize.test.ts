import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { album, albumOfItsOwn, one, out, plant, root } from '../../fixtures/cli/album.ts'
import { run, start } from '../../fixtures/cli/run.ts'
import { mountSmallDisk, removeSmallDisk } from '../../fixtures/small-disk.ts'

albumOfItsOwn()

it('never takes its own results for originals', async () => {
  plant('hayes-1870s.jpg')
  await run('colorize', album, '--out', join(album, 'colour'), ...one)
  const { lines } = await run('colorize', join(album, 'colour'), '--out', out, ...one)
  expect(lines).toMatchObject([{ state: 'skipped', reason: 'own-result' }])
  expect(existsSync(out)).toBe(false)
})

it('colours a colour photograph when it is named, and in a folder with --recolour', async () => {
  const photo = plant('coffee.png')
  const named = await run('colorize', photo, '--out', out, '--format', 'jpeg', ...one)
  expect(named.lines).toMatchObject([{ state: 'done', output: join(out, 'coffee.jpg') }])
  const folder = await run('colorize', album, '--out', join(root, 'all'), '--recolour', ...one)
  expect(folder.lines).toMatchObject([{ state: 'done' }])
})

it('ends in order when nobody reads its results any more', async () => {
  plant('hayes-1870s.jpg')
  const { child, ended } = start(['colorize', album, join(album, 'gone.jpg'), '--out', out, ...one])
  child.stdout?.destroy()
  const { code, stderr } = await ended
  expect(code).toBe(130)
  expect(stderr).not.toContain('EPIPE')
  expect(existsSync(out) ? readdirSync(out).filter((name) => name.endsWith('part')) : []).toEqual([])
})

it('sweeps away what a killed run left behind', async () => {
  plant('hayes-1870s.jpg')
  mkdirSync(out)
  // No system gives out this process id.
  const leftover = join(out, '.99999999-0.tintype-part')
  writeFileSync(leftover, 'half a picture')
  await run('colorize', album, '--out', out, ...one)
  expect(readdirSync(out)).toEqual(['hayes-1870s.png'])
})

const plantMany = (count: number): void => {
  for (let i = 0; i < count; i++) plant('hayes-1870s.jpg', `${i}.jpg`)
}
const times = (text: string, part: string): number => text.split(part).length - 1

it('a full disk is told once, and the same command goes on', async (context) => {
  const isMounted = mountSmallDisk(out, 700)
  try {
    // Needs a tmpfs of its own.
    context.skip(!isMounted)
    plantMany(12)
    const args = ['colorize', album, '--out', out, '--format', 'tiff', ...one]
    const full = await run(...args)
    expect(full.code).toBe(2)
    const done = full.lines.filter(({ state }) => state === 'done').length
    expect(done).toBeGreaterThan(0)
    const failed = full.lines.filter(({ state }) => state === 'failed')
    expect(failed.map(({ error }) => error?.kind)).toEqual(['disk-full'])
    expect(full.lines.filter(({ state }) => state === 'cancelled')).toHaveLength(11 - done)
    expect(times(full.stderr, 'The disk is full')).toBe(1)
    expect(full.stderr).toContain(`${12 - done} not done`)
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([])
    for (const name of readdirSync(out)) await sharp(join(out, name)).stats()
    for (let i = 1; i < 12; i++) rmSync(join(album, `${i}.jpg`))
    expect((await run(...args)).lines.map(({ state }) => state)).toEqual(['skipped'])
  } finally {
    removeSmallDisk(out, isMounted)
  }
})

it.runIf(process.platform === 'linux')(
  'a name that is too long for one result is told from that',
  async () => {
    plant('hayes-1870s.jpg', `${'n'.repeat(251)}.jpg`)
    plant('hayes-1870s.jpg', 'short.jpg')
    const { code, lines } = await run('colorize', album, '--out', out, '--format', 'webp', ...one)
    expect(code).toBe(2)
    expect(lines.map(({ state, error }) => error?.kind ?? state)).toEqual(['output-unwritable', 'done'])
  },
)
