import { z } from 'zod'
import { hintedPictureSchema } from '../hints/hint-study.ts'

/** What one row did to one picture; units as in `docs/evaluation.md`. */
const rowValuesSchema = z.object({
  psnrRgb: z.number(),
  psnrAb: z.number(),
  mseAb: z.number(),
  deltaE2000: z.number(),
  ssim: z.number(),
  lightnessDrift: z.number(),
  colourfulness: z.number(),
  colourfulnessAbsolute: z.number(),
  /** Models only, like `chroma`: from the a*b* maps at the network's resolution. */
  flipDistance: z.number().optional(),
  chroma: z.number().optional(),
})
export type RowValues = z.infer<typeof rowValuesSchema>

export const pictureResultSchema = z.object({
  name: z.string(),
  /** Side of the square, in pixels. */
  side: z.int(),
  truth: z.object({ colourfulness: z.number(), colourfulnessAbsolute: z.number() }),
  rows: z.record(z.string(), rowValuesSchema),
  hints: z.array(hintedPictureSchema).optional(),
})
export type PictureResult = z.infer<typeof pictureResultSchema>
