import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { modelFileSchema } from '../../shared/contract/model.ts'
import { type ErrorKind, TintypeError } from '../../shared/errors.ts'
import { checkShapes, readChecked } from '../nn/weights/model-folder.ts'
import { readSafetensors, type StoredTensor } from '../nn/weights/safetensors.ts'
import { writeWeightsFolder } from '../nn/weights/write-weights.ts'
import { diverged, type Trainer } from './trainer.ts'
import { readTensors, writeTensors } from './weights.ts'

const describedIn = 'checkpoint.json'

const checkpointSchema = z.object({
  format: z.literal('tintype-checkpoint'),
  /** 1 held the settings as well, which nobody read. */
  formatVersion: z.union([z.literal(1), z.literal(2)]),
  steps: z.int().nonnegative(),
  weights: modelFileSchema.shape.weights,
})
type Checkpoint = z.infer<typeof checkpointSchema>

/**
 * Writes everything the trainer needs to go on exactly: weights, running averages, Adam's moments.
 * @throws `disk-full`, `output-unwritable`, `training-diverged`.
 */
export async function saveCheckpoint(trainer: Trainer, folder: string): Promise<void> {
  const tensors = readTensors(trainer.state())
  // A checkpoint is what one goes back to: it must not hold what went wrong.
  if (![...tensors.values()].every(({ values }) => values.every(Number.isFinite))) {
    throw diverged('its weights are no numbers')
  }
  await writeWeightsFolder(folder, tensors, (weights) => {
    const content: Checkpoint = {
      format: 'tintype-checkpoint',
      formatVersion: 2,
      steps: trainer.steps,
      weights,
    }
    return { name: describedIn, content }
  })
}

/**
 * Brings the trainer to where `folder` was saved.
 * @throws `model-missing`, `model-damaged`, and `model-foreign` when it is of another network or stage.
 */
export async function resumeCheckpoint(trainer: Trainer, folder: string): Promise<void> {
  const { steps, weights } = await readCheckpoint(folder)
  const state = trainer.state()
  let tensors: Map<string, StoredTensor>
  try {
    const path = join(folder, weights.file)
    tensors = readSafetensors(await readChecked(path, weights))
    checkShapes(tensors, new Map([...state].map(([name, { shape }]) => [name, shape])), path)
  } catch (cause) {
    throw unusable(folder, cause instanceof TintypeError ? cause.kind : 'model-damaged', cause)
  }
  writeTensors(trainer.tf, state, tensors)
  trainer.resumeAt(steps)
}

async function readCheckpoint(folder: string): Promise<Checkpoint> {
  try {
    return checkpointSchema.parse(JSON.parse(await readFile(join(folder, describedIn), 'utf8')))
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw unusable(folder, missing ? 'model-missing' : 'model-damaged', cause)
  }
}

const faults: Partial<Record<ErrorKind, string>> = {
  'model-missing': 'is missing',
  'model-foreign': 'is of another network or stage',
}

/** A checkpoint is no model: to install it again would help nobody. */
function unusable(folder: string, kind: ErrorKind, cause: unknown): TintypeError {
  const message = `The checkpoint ${folder} ${faults[kind] ?? 'is damaged'}: training has to begin anew.`
  return new TintypeError(kind, message, { cause })
}
