import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { bestFolder, type Fit, type FitQuestions } from '../../shared/contract/training.ts'
import type { Asking } from '../../shared/rpc/contract.ts'
import { writeModel, writeTunedModel } from '../nn/weights/write-model.ts'
import { saveCheckpoint } from './checkpoint.ts'
import type { Callback } from './fit.ts'
import { readTensors } from './weights.ts'

type Parent = Asking<FitQuestions>

/** At the latest after so long, ms, a checkpoint is written. */
const checkpointEvery = 5 * 60_000

/** The callbacks that a run wants, in the order in which they hear of an evaluation. */
export function callbacksOf(fit: Fit, parent: Parent): Callback[] {
  const { model, patience } = fit
  return [
    model.keep === 'best' ? reportAndKeepBest(model.folder, parent) : report(parent),
    checkpoint(fit.checkpoints, parent),
    ...(patience === undefined ? [] : [stopEarly(patience)]),
    ...(model.keep === 'last' ? [keepLast(model)] : []),
  ]
}

/** Log and sheet: the parent writes both. */
function report(parent: Parent): Callback {
  return {
    evaluated: async (_, evaluation, samples) => {
      await parent.evaluated({ evaluation, samples })
    },
  }
}

/** The same; and what fine-tuning has changed is written wherever it is the best so far. */
function reportAndKeepBest(folder: string, parent: Parent): Callback {
  return {
    evaluated: async ({ trainer, past, progress }, evaluation, samples) => {
      const { model } = await parent.evaluated({ evaluation, samples })
      const isBest = past.slice(0, -1).every(({ rmse }) => evaluation.heldOut.rmse < rmse)
      if (!model || !isBest || progress.step === 0) return
      const best = join(folder, bestFolder(progress.step))
      await rm(best, { recursive: true, force: true })
      const { network } = trainer.configuration
      await writeTunedModel(best, trainer.tuner!.differences(trainer.best.all), { ...model, network })
    },
  }
}

/** Checkpoint first, then the state that names it, which is the parent's: whatever stops the run, one pair fits together. */
function checkpoint({ folder, kept, newest }: Fit['checkpoints'], parent: Parent): Callback {
  const names = newest === null ? [] : [newest]
  let savedAt = performance.now()
  const save: Callback['stepped'] = async ({ trainer, progress }) => {
    const name = `step-${progress.step}`
    if (names.at(-1) !== name) {
      await mkdir(folder, { recursive: true })
      // Left over from before a crash, and named by no state.
      await rm(join(folder, name), { recursive: true, force: true })
      await saveCheckpoint(trainer, join(folder, name))
      names.push(name)
    }
    await parent.saved({ checkpoint: name, progress })
    names.splice(0, names.length - kept)
    for (const entry of await readdir(folder)) {
      if (!names.includes(entry)) await rm(join(folder, entry), { recursive: true, force: true })
    }
    savedAt = performance.now()
  }
  return {
    stepped: async (run) => {
      if (performance.now() - savedAt > checkpointEvery) await save(run)
    },
    evaluated: save,
    ended: async (run, ending) => {
      if (ending === 'stopped') await save(run)
    },
  }
}

/** Ends a run whose last `patience` evaluations were no better than an earlier one. */
function stopEarly(patience: number): Callback {
  return {
    ending: ({ past }) => {
      const best = past.reduce((found, { rmse }, i) => (rmse < past[found].rmse ? i : found), 0)
      return past.length - 1 - best >= patience ? 'no-gain' : undefined
    },
  }
}

/** Writes the weights as they are in the end. */
function keepLast({ folder, info }: Extract<Fit['model'], { keep: 'last' }>): Callback {
  return {
    ended: async ({ trainer }, ending) => {
      if (ending === 'stopped') return
      await rm(folder, { recursive: true, force: true })
      const { network } = trainer.configuration
      await writeModel(folder, readTensors(trainer.best.all), { ...info, network })
    },
  }
}
