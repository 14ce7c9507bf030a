import { z } from 'zod'
import {
  colourLossSchema,
  ganModes,
  type TrainingConfiguration,
  trainingConfigurationSchema,
  trainingStages,
} from '../../../shared/contract/training.ts'

/**
 * The settings as runs of 0.1 stored them: one flat table, with fields of the adversarial stage in every run. Read so
 * that such a run can be taken up; never written.
 */
export const configurationV1Schema = trainingConfigurationSchema
  .omit({ adversarial: true })
  .extend({
    stage: z.enum(trainingStages),
    gan: z.enum(ganModes),
    loss: colourLossSchema,
    lossWeight: z.number().positive(),
    discriminatorFilters: z.int(),
  })
  .transform(
    ({ stage, gan, lossWeight, discriminatorFilters, ...rest }): TrainingConfiguration => ({
      ...rest,
      ...(stage === 'gan' && {
        adversarial: { loss: gan, colourWeight: lossWeight, filters: discriminatorFilters },
      }),
    }),
  )
