import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTraining } from '../../../src/main/core/workers/training-worker.ts'
import type { Evaluation, Fit, FitQuestions, Progress } from '../../../src/shared/contract/training.ts'
import { TintypeError } from '../../../src/shared/errors.ts'
import type { Answers } from '../../../src/shared/rpc/contract.ts'
import { pretrainConfiguration } from '../../fixtures/training/configurations.ts'
import { drawnPhotos } from '../../fixtures/training/drawn-photos.ts'

const size = 32
let root: string
let file: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tintype-fit-'))
  file = join(root, 'photos.rgb')
  writeFileSync(file, drawnPhotos(8, size))
})
afterAll(() => rmSync(root, { recursive: true }))

const photosOf = (...indices: number[]) => ({ file, size, indices })

function fitIn(folder: string, changes: Partial<Fit> = {}): Fit {
  return {
    configuration: {
      ...pretrainConfiguration({ type: 'resnet18-unet', filters: 4 }),
      ...{ size, flip: true, oldPhotos: 0.5 },
    },
    from: { fresh: true },
    progress: { step: 0, seconds: 0, since: { photos: 0, seconds: 0, sums: {} } },
    steps: 6,
    training: { photos: photosOf(0, 1, 2, 3, 4, 5), batch: 2 },
    evaluation: { photos: photosOf(6, 7), every: 3, atEnds: false, samples: 1, past: [] },
    checkpoints: { folder: join(root, folder, 'checkpoints'), kept: 1, newest: null },
    model: {
      keep: 'last',
      folder: join(root, folder, 'model'),
      info: { id: 'own', title: 'Own', revision: '1', licence: 'MIT' },
    },
    ...changes,
  }
}

/** Runs a fit in a process of its own. */
async function run(fit: Fit, answers: Partial<Answers<FitQuestions>> = {}) {
  const evaluations: Omit<Evaluation, 'seconds'>[] = []
  const saved: { checkpoint: string; progress: Progress }[] = []
  const { worker } = await startTraining('wasm')
  try {
    const { ending } = await worker.client.fit(fit, {
      begun: () => ({}),
      turn: () => ({ wish: 'go-on' }),
      evaluated: ({ evaluation: { seconds: _, ...evaluation } }) => {
        evaluations.push(evaluation)
        return { model: null }
      },
      saved: (checkpoint) => {
        saved.push(checkpoint)
        return {}
      },
      ...answers,
    })
    return { ending, evaluations, saved }
  } finally {
    await worker.stop()
  }
}

it('stopped by the answer to a turn and taken up again is the same run', async () => {
  const whole = await run(fitIn('whole'))
  expect(whole).toMatchObject({ ending: 'all-steps', evaluations: [{ step: 3 }, { step: 6 }] })

  let turns = 0
  const first = await run(fitIn('halves'), {
    turn: () => {
      turns += 1
      return { wish: turns > 4 ? 'stop' : 'go-on' }
    },
  })
  expect(first.ending).toBe('stopped')
  const { checkpoint, progress } = first.saved.at(-1)!
  // The fourth turn was the evaluation's.
  expect([checkpoint, progress.step]).toEqual(['step-3', 3])
  const halves = fitIn('halves')
  const second = await run({
    ...halves,
    from: { checkpoint: join(halves.checkpoints.folder, checkpoint) },
    progress,
    evaluation: { ...halves.evaluation, past: [{ step: 3, rmse: first.evaluations[0].heldOut.rmse }] },
    checkpoints: { ...halves.checkpoints, newest: checkpoint },
  })
  expect([...first.evaluations, ...second.evaluations]).toEqual(whole.evaluations)
  expect(readdirSync(halves.checkpoints.folder)).toEqual(['step-6'])
  expect(existsSync(join(root, 'halves', 'model', 'model.json'))).toBe(true)
})

it('makes no step while its parent takes its time to answer', async () => {
  const steps: number[] = []
  let isFree = false
  await run(fitIn('waiting', { steps: 3 }), {
    turn: async ({ stepped }) => {
      if (stepped) steps.push(stepped.step)
      if (steps.length === 2 && !isFree) {
        await delay(600)
        expect(steps).toEqual([1, 2])
        isFree = true
      }
      return { wish: 'go-on' }
    },
  })
  expect(steps).toEqual([1, 2, 3])
})

it('ends early where nothing gets better', async () => {
  const past = [
    { step: 0, rmse: 0 },
    { step: 1, rmse: 5 },
  ]
  const fit = fitIn('early', { patience: 2 })
  const { ending, evaluations } = await run({ ...fit, evaluation: { ...fit.evaluation, past } })
  expect([ending, evaluations.map(({ step }) => step)]).toEqual(['no-gain', [3]])
})

it("fails with its parent's error, and leaves what was there", async () => {
  const refusal = run(fitIn('refused'), {
    saved: () => {
      throw new TintypeError('disk-full', 'No room for the state.')
    },
  })
  await expect(refusal).rejects.toMatchObject({ kind: 'disk-full', message: 'No room for the state.' })
  expect(existsSync(join(root, 'refused', 'model'))).toBe(false)
})

it('says so when the decoded photos are not all there', async () => {
  const short = join(root, 'short.rgb')
  writeFileSync(short, drawnPhotos(4, size))
  truncateSync(short, 1000)
  for (const path of [short, join(root, 'nowhere.rgb')]) {
    const photos = { ...photosOf(0, 1), file: path }
    await expect(run(fitIn('photos', { training: { photos, batch: 1 } }))).rejects.toMatchObject({
      kind: 'file-unreadable',
      message: expect.stringContaining(path),
    })
  }
})

it('refuses to rehearse, or to keep a difference, without a base', async () => {
  const rehearsal = { photos: photosOf(6), batch: 1 }
  for (const changes of [{ rehearsal }, { model: { keep: 'best' as const, folder: root } }]) {
    await expect(run(fitIn('baseless', changes))).rejects.toMatchObject({ kind: 'bad-request' })
  }
})
