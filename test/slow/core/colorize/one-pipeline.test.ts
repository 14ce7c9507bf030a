import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { scannedPages } from '../../../corpus/paged-tiff.ts'
import { open, recipeOf } from '../../../fixtures/app/open.ts'
import { run, start } from '../../../fixtures/cli/run.ts'
import { everything, exported, named, scene, small, ways } from '../../../fixtures/cli/scene.ts'

it('the app leaves what the command line has made', async () => {
  const { album, ...rest } = await scene(3)
  const { lines } = await run(
    ...['colorize', ...named(album), '--out', rest.out, ...small, '--strength', '1.3', '--json'],
  )
  expect(ways(lines)).toEqual(Array(3).fill('done'))
  expect(await exported({ album, ...rest })).toEqual(Array(3).fill('already-made'))
  expect(readdirSync(rest.out)).toHaveLength(3)
})

it('pages of one file are known by either, each by its own result', async () => {
  const { album, root } = await scene(0)
  const scan = join(album, 'scan.tif')
  mkdirSync(album, { recursive: true })
  writeFileSync(scan, await scannedPages())
  const [out, other] = [join(root, 'out'), join(root, 'other')]
  const names = ['scan-p2.png', 'scan-p3.png', 'scan.png']
  const colorize = async (into: string) =>
    ways((await run('colorize', scan, '--out', into, ...small, '--strength', '1.3', '--json')).lines)
  expect(await exported({ root, album, out })).toEqual(Array(3).fill('done'))
  expect(await colorize(out)).toEqual(Array(3).fill('already-made'))
  expect(await colorize(other)).toEqual(Array(3).fill('done'))
  expect(await exported({ root: join(root, 'again'), album, out: other })).toEqual(
    Array(3).fill('already-made'),
  )
  expect([readdirSync(out).sort(), readdirSync(other).sort()]).toEqual([names, names])
})

it('an output folder that goes away among many photographs is told once, and the same command goes on', async () => {
  const { album, out } = await scene(12)
  const args = ['colorize', ...named(album), '--out', out, ...small, '--jobs', '2', '--json']
  const { child, ended } = start(args)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  rmSync(out, { recursive: true })
  const { code, lines, stderr } = await ended
  expect(code).toBe(2)
  expect(lines).toHaveLength(12)
  const kinds = lines.flatMap(({ error }) => error?.kind ?? [])
  expect(kinds).toEqual(['output-unwritable'])
  expect(stderr.split('is no longer there')).toHaveLength(2)
  expect(stderr).not.toContain('mistake of Tintype')
  const again = await run(...args)
  expect([again.code, ways(again.lines)]).toEqual([0, Array(12).fill('done')])
})

it('an export whose folder went away waits, and goes on with the folder made again', async () => {
  const { root, album, out } = await scene(12)
  const { client, app, through } = await open(join(root, 'library'))
  const notices: string[] = []
  app.events.subscribe((name, payload) => {
    if (name === 'notice') notices.push((payload as { error: { kind: string } }).error.kind)
  })
  await through((await client['import.start']({ paths: [album] })).batch)
  const { ids } = await client['photos.ids']({ query: everything })
  await through((await client['colorize.start']({ ids, recipe: recipeOf() })).batch)
  const settings = exportSettingsSchema.parse({
    ...{ folder: out, format: 'png', depth: 8, pattern: '{name}', metadata: true },
  })
  mkdirSync(out)
  const { batch } = await client['export.start']({ ids, settings })
  const find = async () => (await client['batches.list']({})).batches.find(({ id }) => id === batch)!
  while ((await find()).counts.done < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  rmSync(out, { recursive: true })
  while (!(await find()).paused) await new Promise((resolve) => setTimeout(resolve, 5))
  const inWork = ({ running, written, verified }: Record<string, number>) => running! + written! + verified!
  while (inWork((await find()).counts) > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const held = (await find()).counts
  expect([held.failed, notices]).toEqual([1, ['output-unwritable']])
  await client['batches.pause']({ id: batch, paused: false })
  const jobs = await through(batch)
  expect(jobs.map(({ state }) => state)).toEqual(Array(12).fill('done'))
  expect(readdirSync(out)).toHaveLength(12 - held.done)
})
