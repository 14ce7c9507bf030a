import { z } from 'zod'
import { networkSizeSchema } from '../../shared/contract/engine.ts'
import { composeSettingsSchema } from '../../shared/contract/imaging.ts'

export const evaluateOptionsSchema = z.object({
  /** Folder of colour photographs, or of tar shards of them. */
  data: z.string().min(1),
  /** Only photographs that no training sees. */
  heldOut: z.boolean().default(false),
  /** At most so many photographs, spread evenly and always the same. */
  limit: z.int().positive().optional(),
  /** Side of the squares, in pixels; smaller photographs give smaller ones. */
  size: z.int().min(32).max(1024).default(256),
  /**
   * Short side of what the network sees, prepared as the product does; small photographs are enlarged
   * to it. `native`: the truth's own L at its own size, without the product's preparation, as training
   * validates.
   */
  networkSize: z.union([networkSizeSchema, z.literal('native')]).default(256),
  /** How models' predictions are composed. */
  settings: composeSettingsSchema.default({ upsampling: 'bilinear' }),
  /** Id of the model among those measured that was trained without an adversary: it bounds flip disagreement. */
  l1: z.string().optional(),
  /**
   * MobileNetV2 with batch norms folded, as safetensors: the feature network of the Fréchet distance,
   * which is left out without it.
   */
  features: z.string().min(1).optional(),
  /** Also measured with so many true hints each; none is always among them. Left out: no hints are measured. */
  hints: z
    .array(z.int().min(0).max(1000))
    .min(1)
    .transform((counts) => [...new Set([0, ...counts])].sort((x, y) => x - y))
    .optional(),
  /** Bootstrap resamples; fewer make coarser intervals. */
  resamples: z.int().min(100).max(100_000).default(2000),
  seed: z.int().default(1),
})
export type EvaluateOptions = z.output<typeof evaluateOptionsSchema>
export type EvaluateRequest = z.input<typeof evaluateOptionsSchema>
