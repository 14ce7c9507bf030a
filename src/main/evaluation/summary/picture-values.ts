import type { PictureResult, RowValues } from '../measure/picture-result.ts'

export type SampleName =
  | keyof RowValues
  | 'trueColourfulness'
  | 'trueColourfulnessAbsolute'
  | 'cfDifference'
  | 'greyMseAb'

/** All numbers of one picture that a metric of one row is made from. */
export type Sample = Record<SampleName, number>

/** Rows without a prediction have no flip distance and no chroma: NaN, which no metric of theirs reads. */
export function sampleOf({ truth, rows }: PictureResult, row: string): Sample {
  const values = rows[row]
  return {
    ...values,
    flipDistance: values.flipDistance ?? Number.NaN,
    chroma: values.chroma ?? Number.NaN,
    trueColourfulness: truth.colourfulness,
    trueColourfulnessAbsolute: truth.colourfulnessAbsolute,
    cfDifference: Math.abs(values.colourfulness - truth.colourfulness),
    greyMseAb: rows.grey.mseAb,
  }
}
