import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run, start } from '../../fixtures/cli/run.ts'
import { plantScenes } from '../../fixtures/training/photo-folder.ts'

let root: string
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tintype-cli-train-'))
  const [first] = await plantScenes(join(root, 'photos'), 8)
  await sharp(first)
    .greyscale()
    .toFile(join(root, 'photos', 'grey.png'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const args = (out: string, ...more: string[]) => [
  'train',
  ...['--data', join(root, 'photos'), '--out', join(root, out), '--engine', 'wasm'],
  ...['--filters', '4', '--size', '32', '--batch', '3', '--json', ...more],
]

it('trains, prints a line an epoch, and the model colours photographs', async () => {
  const { code, stdout, stderr } = await run(...args('run', '--epochs', '2'))
  expect(code).toBe(0)
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ epoch }) => epoch)).toEqual([1, 2])
  const model = join(root, 'run', 'model')
  expect(stderr).toContain(model)
  expect(stderr).toMatch(/left out: .*grey\.png\n.*black and white/)
  const album = join(root, 'photos')
  const coloured = await run(
    'colorize',
    join(album, 'scene-00.png'),
    ...[
      '--model',
      model,
      '--out',
      join(root, 'coloured'),
      '--engine',
      'wasm',
      '--size',
      '128',
      '--jobs',
      '1',
    ],
  )
  expect(coloured.code).toBe(0)
  expect(readdirSync(join(root, 'coloured')).length).toBe(1)
})

it('leaves a checkpoint on Ctrl-C, and goes on from it', async () => {
  const endless = args('stopped', '--epochs', '1000')
  const { child, ended } = start(endless)
  await new Promise<void>((resolve) => child.stdout!.once('data', () => resolve()))
  child.kill('SIGINT')
  const { code, stdout, stderr } = await ended
  expect(code).toBe(130)
  expect(stderr).toContain('checkpoints')
  const epochs = stdout.trim().split('\n').length
  const again = await run(...args('stopped', '--epochs', String(epochs + 1)))
  expect(again.code).toBe(0)
  expect(again.stderr).toContain('going on after step')
  const log = readFileSync(join(root, 'stopped', 'log.csv'), 'utf8')
    .trim()
    .split('\n')
  expect(log.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: epochs + 1 }, (_, i) => i + 1),
  )
})

it('refuses options that are out of bounds', async () => {
  const { code, stderr } = await run(...args('refused', '--dropout', '2'))
  expect(code).toBe(1)
  expect(stderr).toContain('dropout')
})
