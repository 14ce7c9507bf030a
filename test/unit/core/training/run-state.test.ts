import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openRun } from '../../../../src/main/core/training/run-state.ts'
import { temporaryFolder } from '../../../fixtures/app/open.ts'
import { tutorialConfiguration } from '../../../fixtures/training/configurations.ts'

const { adversarial: _, ...pretrain } = tutorialConfiguration({ type: 'resnet18-unet', filters: 4 })
const identity = { batch: 3, fit: 'crop', validation: 0.2, data: '/photos', from: null }
const row = (epoch: number) => ({
  ...{ epoch, steps: 3 * epoch, seconds: 2 },
  meters: { loss_L1: 0.5 },
  validation: { l1: 12, rmse: 16, chromaRatio: 0.4 },
})

/** What 0.1 wrote after two epochs of eight photos and one step. */
const stored = (stage: string) => ({
  ...{ format: 'tintype-run', formatVersion: 1, ...identity },
  plan: { ...pretrain, stage, gan: 'lsgan', lossWeight: 100, discriminatorFilters: 4 },
  ...{ checkpoint: 'checkpoints/epoch-2-photo-3', epoch: 2, position: 3, sums: { loss_L1: 1.5 } },
  ...{ seconds: 0.7, history: [row(1), row(2)] },
})

it.each([
  ['pretrain', {}],
  ['gan', { adversarial: { loss: 'lsgan', colourWeight: 100, filters: 4 } }],
] as const)('a run of 0.1 in stage %s is taken up where it stopped', async (stage, more) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'run.json'), JSON.stringify(stored(stage)))
  const configuration = { ...pretrain, ...more }
  expect(await openRun(folder, { configuration, ...identity })).toEqual({
    ...{ format: 'tintype-run', formatVersion: 2, configuration, ...identity },
    checkpoint: 'checkpoints/epoch-2-photo-3',
    progress: { step: 7, seconds: 4.7, since: { photos: 3, seconds: 0.7, sums: { loss_L1: 1.5 } } },
    history: [row(1), row(2)],
  })
})

it('another stage is another setting, and named', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'run.json'), JSON.stringify(stored('gan')))
  await expect(openRun(folder, { configuration: pretrain, ...identity })).rejects.toMatchObject({
    kind: 'bad-request',
    message: expect.stringContaining('adversarial'),
  })
})
