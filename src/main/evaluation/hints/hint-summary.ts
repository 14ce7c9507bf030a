import { z } from 'zod'
import { type BootstrapPlan, estimate, resampleMeans } from '../summary/bootstrap.ts'
import { type HintedPicture, type HintRow, hintedPictureSchema } from './hint-study.ts'

const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })

export const hintSummarySchema = hintedPictureSchema.omit({ mseAb: true, psnrRgb: true }).extend({
  rmseAb: estimateSchema,
  psnrRgb: estimateSchema,
  /** Mean over pictures of RMSE ab with hints over RMSE ab without. */
  errorLeft: estimateSchema,
})
export type HintSummary = z.infer<typeof hintSummarySchema>

/** @param pictures rows of each picture, in the same order */
export function summariseHints(pictures: readonly HintedPicture[][], plan: BootstrapPlan): HintSummary[] {
  const rows: HintRow[] = pictures[0].map(({ model, protocol, method, count }) => ({
    ...{ model, protocol, method, count },
  }))
  return rows.map((row, index) => {
    const without = rows.findIndex(({ model, count }) => model === row.model && count === 0)
    const means = resampleMeans(
      pictures.map((measured) => {
        const { mseAb, psnrRgb } = measured[index]
        const before = measured[without].mseAb
        return { mseAb, psnrRgb, errorLeft: before > 0 ? Math.sqrt(mseAb / before) : 1 }
      }),
      plan,
    )
    return {
      ...row,
      rmseAb: estimate(means, ({ mseAb }) => Math.sqrt(mseAb)),
      psnrRgb: estimate(means, ({ psnrRgb }) => psnrRgb),
      errorLeft: estimate(means, ({ errorLeft }) => errorLeft),
    }
  })
}
