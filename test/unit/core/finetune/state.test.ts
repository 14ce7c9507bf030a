import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readState, writeState } from '../../../../src/main/core/finetune/state.ts'
import { pointOf, stateOf } from '../../../fixtures/finetune/state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tintype-state-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const state = stateOf([pointOf(0, 44 / 3), pointOf(10, 12)], {
  progress: { step: 12, seconds: 7 / 3, since: { photos: 8, seconds: 0.5, sums: { loss_L1: 1 / 3 } } },
})

it('comes back to the last digit, and takes the place of what was', async () => {
  expect(await readState(folder)).toBeUndefined()
  await writeState(folder, stateOf([]))
  await writeState(folder, state)
  expect(await readState(folder)).toEqual(state)
  expect(readdirSync(folder)).toEqual(['finetune.json'])
})

it.each([
  ['half of it', (text: string) => text.slice(0, text.length / 2)],
  ['nothing', () => ''],
  ['another format', (text: string) => text.replace('tintype-finetune', 'tintype-run')],
  ['a later version', (text: string) => text.replace('"formatVersion":2', '"formatVersion":3')],
  ['a loss that is no number', (text: string) => text.replace(/"loss_L1":[\d.]+/, '"loss_L1":null')],
  ['no configuration', (text: string) => text.replace('"configuration"', '"settings"')],
])('%s is damage that is told', async (_, spoil) => {
  await writeState(folder, state)
  const path = join(folder, 'finetune.json')
  const text = readFileSync(path, 'utf8')
  expect(spoil(text)).not.toBe(text)
  writeFileSync(path, spoil(text))
  await expect(readState(folder)).rejects.toMatchObject({
    kind: 'model-damaged',
    message: expect.stringContaining(path),
  })
})

it('cannot be written where there is no folder', async () => {
  await expect(writeState(join(folder, 'nowhere'), state)).rejects.toMatchObject({
    kind: 'output-unwritable',
  })
})

it('a run of 0.1 is taken up where it stopped', async () => {
  const { configuration, progress: _progress, formatVersion: _, ...same } = state
  const { tuning, ...settings } = configuration
  const plan = {
    ...{ ...settings, tuning: { ...tuning, photoSize: 192 } },
    ...{ stage: 'pretrain', gan: 'vanilla', lossWeight: 1, discriminatorFilters: 1 },
  }
  const stored = { ...same, formatVersion: 1, plan, step: 12, losses: [0.25, 0.5], seconds: 7 }
  writeFileSync(join(folder, 'finetune.json'), JSON.stringify(stored))
  expect(await readState(folder)).toEqual({
    ...state,
    progress: { step: 12, seconds: 7, since: { photos: 8, seconds: 0, sums: { loss_L1: 3 } } },
  })
})
