import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { type Line, run, start } from '../../../fixtures/cli/run.ts'
import { exported, named, scene, small, ways } from '../../../fixtures/cli/scene.ts'

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

it('two command lines at the same time make one result of each photograph', async () => {
  const { album, out } = await scene(6)
  const args = ['colorize', ...named(album), '--out', out, ...small, '--jobs', '2', '--json']
  const both = await Promise.all([start(args).ended, start(args).ended])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  const made = both.flatMap(({ lines }) => ways(lines))
  expect(made.filter((way) => way === 'done')).toHaveLength(6)
  expect(made.filter((way) => way === 'already-made')).toHaveLength(6)
  expect(readdirSync(out)).toHaveLength(6)
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
