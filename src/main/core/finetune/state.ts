import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  finetuneEndings,
  finetunePointSchema,
  finetunePresetSchema,
} from '../../../shared/contract/finetune.ts'
import { tunedSchema } from '../../../shared/contract/model.ts'
import { progressSchema, trainingConfigurationSchema } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { writeAtomically } from '../../files/atomic-write.ts'
import { configurationV1Schema } from '../training/configuration-v1.ts'

const fileName = 'finetune.json'

const stateShape = {
  preset: finetunePresetSchema,
  base: tunedSchema.shape.base,
  /** Names the photos that are learnt from and held out. */
  photos: z.string(),
  /** Photos of a step. */
  own: z.int().positive(),
  rehearsed: z.int().nonnegative(),
  points: z.array(finetunePointSchema),
  /** Folder of the last checkpoint, below the run's; null before the first. */
  checkpoint: z.string().nullable(),
  ending: z.enum(finetuneEndings).nullable(),
}

/** What a run of fine-tuning is and how far it has come; with its checkpoint all that is needed to go on. */
const stateSchema = z.object({
  format: z.literal('tintype-finetune'),
  formatVersion: z.literal(2),
  configuration: trainingConfigurationSchema,
  ...stateShape,
  progress: progressSchema,
})
export type FinetuneState = z.infer<typeof stateSchema>

/** As runs of 0.1 are stored. */
const stateV1Schema = z
  .object({
    format: z.literal('tintype-finetune'),
    formatVersion: z.literal(1),
    plan: configurationV1Schema,
    ...stateShape,
    /** Steps done, and the losses since the last evaluation. */
    step: z.int().nonnegative(),
    losses: z.array(z.number()),
    seconds: z.number().nonnegative(),
  })
  .transform(({ plan, step, losses, seconds, ...rest }): FinetuneState => {
    const perStep = rest.own + rest.rehearsed
    const sum = losses.reduce((total, loss) => total + loss * perStep, 0)
    return {
      ...rest,
      formatVersion: 2,
      configuration: plan,
      progress: {
        step,
        seconds,
        since: {
          photos: losses.length * perStep,
          seconds: 0,
          sums: losses.length > 0 ? { loss_L1: sum } : {},
        },
      },
    }
  })

/** Where every run begins. */
export const freshState: Pick<FinetuneState, 'progress' | 'points' | 'checkpoint' | 'ending'> = {
  progress: { step: 0, seconds: 0, since: { photos: 0, seconds: 0, sums: {} } },
  points: [],
  checkpoint: null,
  ending: null,
}

/** Steps of the whole run. */
export function stepsOf({ configuration }: Pick<FinetuneState, 'configuration'>): number {
  return configuration.tuning!.steps
}

/** `undefined` where no run has begun. @throws `model-damaged`. */
export async function readState(folder: string): Promise<FinetuneState | undefined> {
  const path = join(folder, fileName)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return z.union([stateSchema, stateV1Schema]).parse(JSON.parse(text))
  } catch (cause) {
    throw new TintypeError('model-damaged', `${path} is damaged. Discard this run and begin another.`, {
      cause,
    })
  }
}

/** @throws `disk-full`, `output-unwritable`. */
export async function writeState(folder: string, state: FinetuneState): Promise<void> {
  await writeAtomically(join(folder, fileName), JSON.stringify(state))
}
