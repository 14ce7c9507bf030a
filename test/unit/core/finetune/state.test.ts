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

const state = stateOf([pointOf(0, 44 / 3), pointOf(10, 12)], { losses: [0.1, 1 / 3] })

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
  ['a later version', (text: string) => text.replace('"formatVersion":1', '"formatVersion":2')],
  ['a loss that is no number', (text: string) => text.replace('"losses":[0.1', '"losses":[null')],
  ['no plan', (text: string) => text.replace('"plan"', '"plans"')],
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
