import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { modelFileSchema } from '../../../shared/contract/model.ts'
import { trainingPlanSchema } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { checkShapes, readChecked } from '../weights/model.ts'
import { readSafetensors } from '../weights/safetensors.ts'
import { writeWeightsFolder } from '../weights/write.ts'
import { astray, type Trainer } from './trainer.ts'
import { readTensors, writeTensors } from './weights.ts'

const describedIn = 'checkpoint.json'

const checkpointSchema = z.object({
  format: z.literal('tintype-checkpoint'),
  formatVersion: z.literal(1),
  plan: trainingPlanSchema,
  steps: z.int().nonnegative(),
  weights: modelFileSchema.shape.weights,
})
type Checkpoint = z.infer<typeof checkpointSchema>

/**
 * Writes everything the trainer needs to go on exactly: weights, running averages, Adam's moments.
 * Errors: `disk-full`, `output-unwritable`, `training-diverged`.
 */
export async function saveCheckpoint(trainer: Trainer, folder: string): Promise<void> {
  const tensors = readTensors(trainer.state())
  // A checkpoint is what one goes back to: it must not hold what went wrong.
  if (![...tensors.values()].every(({ values }) => values.every(Number.isFinite))) {
    throw astray('its weights are no numbers')
  }
  await writeWeightsFolder(folder, tensors, (weights) => {
    const content: Checkpoint = {
      format: 'tintype-checkpoint',
      formatVersion: 1,
      plan: trainer.plan,
      steps: trainer.steps,
      weights,
    }
    return { name: describedIn, content }
  })
}

/**
 * Brings the trainer to where `folder` was saved.
 * Errors: `model-missing`, `model-damaged`, and `model-foreign` when it is of another network or stage.
 */
export async function resumeCheckpoint(trainer: Trainer, folder: string): Promise<void> {
  const { steps, weights } = await readCheckpoint(folder)
  const path = join(folder, weights.file)
  const tensors = readSafetensors(await readChecked(path, weights))
  const state = trainer.state()
  checkShapes(tensors, new Map([...state].map(([name, { shape }]) => [name, shape])), path)
  writeTensors(trainer.tf, state, tensors)
  trainer.resumeAt(steps)
}

async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const path = join(folder, describedIn)
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new TintypeError(
      missing ? 'model-missing' : 'model-damaged',
      `The checkpoint ${folder} ${missing ? 'is missing' : 'is damaged'}. Go on from another one.`,
      { cause },
    )
  }
  const parsed = checkpointSchema.safeParse(json)
  if (!parsed.success) {
    throw new TintypeError(
      'model-damaged',
      `The checkpoint ${folder} is damaged or of another version. Go on from another one.`,
    )
  }
  return parsed.data
}
