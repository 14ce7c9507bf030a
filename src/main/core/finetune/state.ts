import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  finetuneEndings,
  finetunePointSchema,
  finetunePresetSchema,
} from '../../../shared/contract/finetune.ts'
import { tunedSchema } from '../../../shared/contract/model.ts'
import { trainingPlanSchema } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { replaceFile } from '../files/replace-file.ts'

const fileName = 'finetune.json'

/** What a run of fine-tuning is and how far it has come; with its checkpoint all that is needed to go on. */
const stateSchema = z.object({
  format: z.literal('tintype-finetune'),
  formatVersion: z.literal(1),
  preset: finetunePresetSchema,
  base: tunedSchema.shape.base,
  /** Names the photos that are taught and held out. */
  photos: z.string(),
  plan: trainingPlanSchema,
  /** Photos of a step. */
  own: z.int().positive(),
  rehearsed: z.int().nonnegative(),
  /** Steps done, and the losses since the last look. */
  step: z.int().nonnegative(),
  losses: z.array(z.number()),
  seconds: z.number().nonnegative(),
  points: z.array(finetunePointSchema),
  /** Folder of the last checkpoint, below the run's; null before the first. */
  checkpoint: z.string().nullable(),
  ending: z.enum(finetuneEndings).nullable(),
})
export type FinetuneState = z.infer<typeof stateSchema>

/** `undefined` where no run has begun. Errors: `model-damaged`. */
export async function readState(folder: string): Promise<FinetuneState | undefined> {
  const path = join(folder, fileName)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new TintypeError('model-damaged', `${path} is damaged. Discard this run and begin another.`, {
      cause,
    })
  }
}

/** Errors: `disk-full`, `output-unwritable`. */
export async function writeState(folder: string, state: FinetuneState): Promise<void> {
  await replaceFile(join(folder, fileName), JSON.stringify(state))
}
