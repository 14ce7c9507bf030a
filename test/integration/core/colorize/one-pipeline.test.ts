import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { exportSettingsSchema } from '../../../../src/shared/contract/app.ts'
import { photoQuerySchema } from '../../../../src/shared/contract/library.ts'
import { scannedPages } from '../../../corpus/paged-tiff.ts'
import { open, recipeOf, temporaryFolder } from '../../../fixtures/app/open.ts'
import { type Line, run, start } from '../../../fixtures/cli/run.ts'
import { makeAlbum } from '../../../fixtures/kill/album.ts'

const everything = photoQuerySchema.parse({ sort: 'name', descending: false })
const small = ['--size', '128', '--engine', 'wasm', '--jobs', '1']

/** An album of small grey photographs side by side, and a place for results. */
async function scene(photos: number): Promise<{ root: string; album: string; out: string }> {
  const root = temporaryFolder()
  const album = join(root, 'album')
  await makeAlbum(album, photos)
  return { root, album, out: join(root, 'out') }
}

function ways(lines: Line[]): string[] {
  return lines.map(({ state, reason }) => reason ?? state)
}

/** The album coloured in a library, with a slider moved, and exported as PNG. @returns how each export went */
async function exported({ root, album, out }: { root: string; album: string; out: string }) {
  const { client, through } = await open(join(root, 'library'))
  await through((await client['import.start']({ paths: [album] })).batch)
  const { ids } = await client['photos.ids']({ query: everything })
  const recipe = recipeOf({ adjustments: { strength: 1.3 } })
  await through((await client['colorize.start']({ ids, recipe })).batch)
  const settings = exportSettingsSchema.parse({
    ...{ folder: out, format: 'png', depth: 8, pattern: '{name}', metadata: true },
  })
  const jobs = await through((await client['export.start']({ ids, settings })).batch)
  return jobs.map(({ state, reason }) => reason ?? state)
}

/** The photographs of an album of `makeAlbum`, all named, so that their results lie in one folder. */
function named(album: string): string[] {
  const names = readdirSync(album, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.png')).map((name) => join(album, name))
}

it('the command line leaves what the app has exported, and makes what differs', async () => {
  const { album, ...rest } = await scene(3)
  expect(await exported({ album, ...rest })).toEqual(Array(3).fill('done'))
  const { out } = rest
  const before = readdirSync(out).map((name) => [name, readFileSync(join(out, name)).toString('base64')])
  const args = ['colorize', ...named(album), '--out', out, ...small]
  const { lines } = await run(...args, '--strength', '1.3', '--json')
  expect(ways(lines)).toEqual(Array(3).fill('already-made'))
  expect(readdirSync(out).map((name) => [name, readFileSync(join(out, name)).toString('base64')])).toEqual(
    before,
  )
  expect(ways((await run(...args, '--strength', '1.2', '--json')).lines)).toEqual(Array(3).fill('done'))
})

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

it('two command lines at the same time make one result of each photograph', async () => {
  const { album, out } = await scene(12)
  const args = ['colorize', ...named(album), '--out', out, ...small, '--jobs', '2', '--json']
  const both = await Promise.all([start(args).ended, start(args).ended])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  const made = both.flatMap(({ lines }) => ways(lines))
  expect(made.filter((way) => way === 'done')).toHaveLength(12)
  expect(made.filter((way) => way === 'already-made')).toHaveLength(12)
  expect(readdirSync(out)).toHaveLength(12)
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

it('a result that was cut is made again, and one that is damaged where it is read in full', async () => {
  const { album, out } = await scene(2)
  const args = ['colorize', ...named(album), '--out', out, ...small]
  const outputs = ({ lines }: { lines: Line[] }): string[] =>
    lines.map(({ state, reason, output = '' }) => `${basename(output)} ${reason ?? state}`).sort()
  expect(outputs(await run(...args, '--json'))).toEqual(['photo 0.png done', 'photo 1.png done'])
  const [cut, damaged] = ['photo 0.png', 'photo 1.png'].map((name) => join(out, name)) as [string, string]
  truncateSync(cut, Math.floor(0.6 * statSync(cut).size))
  const second = await run(...args, '--json')
  expect(outputs(second)).toEqual(['photo 0-2.png done', 'photo 1.png already-made'])
  const bytes = readFileSync(damaged)
  bytes.fill(0, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 200)
  writeFileSync(damaged, bytes)
  const third = await run(...args, '--json')
  expect(outputs(third)).toEqual(['photo 0-2.png already-made', 'photo 1.png already-made'])
  const verified = await run(...args, '--verify', '--json')
  expect(outputs(verified)).toEqual(['photo 0-2.png already-made', 'photo 1-2.png done'])
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
