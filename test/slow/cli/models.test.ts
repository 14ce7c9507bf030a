import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { samples } from '../../corpus/samples.ts'
import { run } from '../../fixtures/cli/run.ts'
import { bootstrap } from '../../fixtures/engine/places.ts'
import { writeTunedOf } from '../../fixtures/engine/tuned-model.ts'

const { home: root } = await vi.hoisted(() => import('../../fixtures/models/home.ts'))
const models = (...args: string[]) => run('models', ...args)

it('a fine-tuned model says what it stands on, and colours with the strength that it is given', async () => {
  const { folder } = await writeTunedOf(bootstrap, join(root, 'draft'), { title: "Oma's album" })
  await models('import', bootstrap.folder, '--as', 'base')
  expect((await models('import', folder, '--as', 'oma')).code).toBe(0)
  const colorize = async () => {
    const options = [
      '--model',
      'oma',
      '--size',
      '128',
      '--engine',
      'wasm',
      '--out',
      join(root, 'out'),
      '--json',
    ]
    const { lines } = await run('colorize', samples.boardwalk, ...options)
    return lines.map(({ state }) => state)
  }
  expect(await colorize()).toEqual(['done'])
  expect(await colorize()).toEqual(['skipped'])
  expect((await models('strength', 'oma', '0.5')).code).toBe(0)
  expect(await colorize()).toEqual(['done'])

  expect((await models('list')).stdout).toMatch(/^oma .*Oma's album.*, fine-tuned from .+, strength 0\.5$/m)
  const { stdout } = await models('show', 'oma')
  expect(stdout).toMatch(/^strength +0\.5$/m)
  expect(stdout).toMatch(/^learnt from +40 photographs$/m)
  expect(stdout).toMatch(/^colour error +11\.00 instead of 12\.00/m)
  for (const [id, share] of [
    ['oma', '1.1'],
    ['oma', 'half'],
    ['base', '1'],
  ]) {
    expect((await models('strength', id, share)).code).toBe(1)
  }
})
