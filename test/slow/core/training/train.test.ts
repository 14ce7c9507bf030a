import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TrainEvents, train } from '../../../../src/main/core/training/train.ts'
import type { EpochRow, TrainingRequest } from '../../../../src/shared/contract/training.ts'
import { plantScenes } from '../../../fixtures/training/photo-folder.ts'
import { smallRun } from '../../../fixtures/training/small-run.ts'

let root: string
let data: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tintype-train-'))
  data = join(root, 'photos')
  await plantScenes(data, 10)
})
afterAll(() => rm(root, { recursive: true, force: true }))

const request = (name: string, changes: Partial<TrainingRequest> = {}) =>
  smallRun(data, join(root, name), changes)

/** What must not depend on the clock. */
const figuresOf = (history: EpochRow[]) => history.map(({ seconds: _, ...row }) => row)

/** Stops training after `steps` steps of one go. */
function stopAfter(steps: number): { events: TrainEvents; signal: AbortSignal } {
  const controller = new AbortController()
  let done = 0
  const onStep = () => {
    done += 1
    if (done === steps) controller.abort()
  }
  return { events: { onStep }, signal: controller.signal }
}

it('a run stopped in the middle of an epoch and taken up again is the same run', async () => {
  const whole = await train(request('not-stopped', { stage: 'gan' }))
  const wanted = request('stopped', { stage: 'gan' })
  for (const steps of [2, 2]) {
    const { events, signal } = stopAfter(steps)
    await expect(train(wanted, events, signal)).rejects.toMatchObject({ kind: 'cancelled' })
  }
  const taken = await train(wanted)
  expect(figuresOf(taken.history)).toEqual(figuresOf(whole.history))
  const weights = (model: string) => readFileSync(join(model, 'weights.safetensors'))
  expect(weights(taken.model).equals(weights(whole.model))).toBe(true)
})
