import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run, start } from '../../fixtures/cli/run.ts'
import { plantClouds, plantUnfit } from '../../fixtures/finetune/album.ts'
import { writeNarrowBase } from '../../fixtures/finetune/narrow-base.ts'

let root: string
let album: string
let unfit: Awaited<ReturnType<typeof plantUnfit>>
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tintype-cli-finetune-'))
  process.env.TINTYPE_HOME = root
  album = join(root, 'album')
  unfit = await plantUnfit(album, await plantClouds(album, 22))
  await writeNarrowBase(join(root, 'models', 'narrow'))
})
afterAll(() => {
  delete process.env.TINTYPE_HOME
  rmSync(root, { recursive: true })
})

const args = (name: string, ...more: string[]) => [
  ...['finetune', album, '--name', name, '--base', 'narrow', '--engine', 'wasm', '--json', ...more],
]
const linesOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

it('explains itself', async () => {
  const { code, stdout } = await run('finetune', '--help')
  expect(code).toBe(0)
  for (const word of ['--name', '--preset', '--base', '--steps', '--anew', '--json', 'thorough', 'Ctrl-C']) {
    expect(stdout).toContain(word)
  }
})

it('prints a line a look and one for the result, and says what it left out', async () => {
  const { code, stdout, stderr } = await run(...args('Summer 1974', '--steps', '2'))
  expect(code, stderr).toBe(0)
  const lines = linesOf(stdout)
  expect(lines.slice(0, -1)).toMatchObject([
    { step: 0, loss: null, drift: 0 },
    { step: 1, heldOut: { rmse: expect.any(Number), chromaRatio: expect.any(Number) } },
    { step: 2, loss: expect.any(Number) },
  ])
  const { model, result } = lines.at(-1)
  expect(model).toBe('summer-1974')
  expect(result).toMatchObject({ learntFrom: 18, heldOut: 4, ending: 'all-steps' })

  expect(stderr).toContain('22 photographs can train it; 4 of them are kept for validation.')
  for (const path of Object.values(unfit)) expect(stderr).toContain(`left out: ${path}`)
  expect(stderr).toContain('all but the same as')
  expect(stderr).toContain('Few photographs')
  expect(stderr).toMatch(/step 2: loss .*held out RMSE .*drift .*3\.jpg/)
  expect(stderr).toContain(`best after step ${result.step}`)
  expect(stderr).toContain('tintype colorize --model summer-1974')
})

it('leaves a checkpoint on Ctrl-C with exit code 130, and the same command goes on from it', async () => {
  const wanted = args('Stopped', '--steps', '12')
  const { child, ended } = start(wanted)
  let seen = ''
  await new Promise<void>((resolve) => {
    child.stdout!.on('data', (text) => {
      seen += text
      if (seen.trim().split('\n').length >= 2) resolve()
    })
  })
  child.kill('SIGINT')
  const stopped = await ended
  expect(stopped.code).toBe(130)
  expect(stopped.stderr).toContain('Fine-tuning was stopped.')
  expect(stopped.stderr).toContain(join(root, 'finetune', 'stopped', 'checkpoints'))
  expect(existsSync(join(root, 'models', 'stopped'))).toBe(false)
  const before = linesOf(stopped.stdout)
  expect(before[0].step).toBe(0)

  const again = start(wanted)
  let after = ''
  await new Promise<void>((resolve) => {
    again.child.stdout!.on('data', (text) => {
      after += text
      if (after.includes('\n')) resolve()
    })
  })
  again.child.kill('SIGINT')
  expect((await again.ended).code).toBe(130)
  // Every other step one looks: the next look follows the last.
  expect(linesOf(after)[0].step).toBe(before.at(-1).step + 2)

  const changed = await run(...args('Stopped', '--steps', '13'))
  expect(changed.code).toBe(1)
  expect(changed.stderr).toContain('begun with other photographs or settings')
})

it('refuses what cannot be, with exit code 1', async () => {
  const few = await run('finetune', join(album, 'unfit'), '--name', 'Few', '--base', 'narrow')
  expect(few.code).toBe(1)
  expect(few.stderr).toContain('at least 20 photographs in colour; 1 of these')
  const [nameless, preset, base] = await Promise.all([
    run('finetune', album),
    run('finetune', album, '--name', 'x', '--preset', 'endless'),
    run('finetune', album, '--name', 'x', '--base', 'nowhere'),
  ])
  expect([nameless, preset, base].map(({ code }) => code)).toEqual([1, 1, 1])
  expect(nameless.stderr).toContain('--name')
  expect(base.stderr).toContain('There is no model "nowhere"')
})
