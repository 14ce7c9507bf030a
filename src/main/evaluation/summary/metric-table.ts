import type { Numbers } from './bootstrap.ts'
import type { SampleName } from './picture-values.ts'

type Means = Numbers<SampleName>

export interface Metric {
  title: string
  unit?: string
  digits: number
  better: 'higher' | 'lower' | 'near-one' | 'undecided'
  /** Needs a prediction for the mirrored picture, so reference rows have none. */
  modelsOnly?: true
  /** From means over pictures, so that ratios are ratios of means and a root is taken last. */
  value: (means: Means) => number
}

/** What is measured of every row, in the order of the tables. */
export const metrics = {
  psnrRgb: { title: 'PSNR RGB', unit: 'dB', digits: 2, better: 'higher', value: (m) => m.psnrRgb },
  psnrAb: { title: 'PSNR ab', unit: 'dB', digits: 2, better: 'higher', value: (m) => m.psnrAb },
  rmseAb: { title: 'RMSE ab', digits: 2, better: 'lower', value: (m) => Math.sqrt(m.mseAb) },
  rmseAbOfGrey: {
    title: 'RMSE ab / grey',
    digits: 3,
    better: 'lower',
    value: (m) => Math.sqrt(m.mseAb / m.greyMseAb),
  },
  deltaE2000: { title: 'mean dE00', digits: 2, better: 'lower', value: (m) => m.deltaE2000 },
  colourfulness: { title: 'CF', digits: 1, better: 'undecided', value: (m) => m.colourfulness },
  cfRatio: {
    title: 'CF ratio',
    digits: 3,
    better: 'near-one',
    value: (m) => m.colourfulness / m.trueColourfulness,
  },
  cfRatioAbsolute: {
    title: 'CF ratio (absolute)',
    digits: 3,
    better: 'near-one',
    value: (m) => m.colourfulnessAbsolute / m.trueColourfulnessAbsolute,
  },
  cfDifference: { title: 'mean abs dCF', digits: 2, better: 'lower', value: (m) => m.cfDifference },
  flipDisagreement: {
    title: 'flip / chroma',
    digits: 3,
    better: 'lower',
    modelsOnly: true,
    value: (m) => m.flipDistance / m.chroma,
  },
  lightnessDrift: { title: 'L drift', digits: 3, better: 'lower', value: (m) => m.lightnessDrift },
  ssim: { title: 'SSIM', digits: 3, better: 'higher', value: (m) => m.ssim },
} as const satisfies Record<string, Metric>

export type MetricId = keyof typeof metrics
export const metricIds = Object.keys(metrics) as MetricId[]

/** The metric of a name; widens the table's literal types to {@link Metric}. */
export function metricOf(id: MetricId): Metric {
  return metrics[id]
}
