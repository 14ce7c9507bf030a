import { type Comparison, type RowResult, type Subset, type Summary, subsets } from '../evaluation-result.ts'
import type { PictureResult } from '../measure/picture-result.ts'
import {
  type BootstrapPlan,
  difference,
  type Estimate,
  estimate,
  paired,
  type ResampledMeans,
  ratio,
  resampleMeans,
} from './bootstrap.ts'
import { type MetricId, metricIds, metricOf } from './metric-table.ts'
import { type SampleName, sampleOf } from './picture-values.ts'

/** Truth less colourful than this is meant to stay unpainted. */
const neutralBelow = 15

export interface RowName {
  id: string
  title: string
  kind: 'reference' | 'model'
}

export function inSubset({ truth }: PictureResult, subset: Subset): boolean {
  if (subset === 'all') return true
  return truth.colourfulness < neutralBelow === (subset === 'neutral')
}

/**
 * Aggregates of every row over every subset, and the paired differences and ratios of each further
 * model and the first. At least one picture.
 */
export function summarise(
  pictures: PictureResult[],
  names: RowName[],
  plan: BootstrapPlan,
): { rows: RowResult[]; comparisons: Comparison[] } {
  const rows: RowResult[] = names.map((name) => ({ ...name, summaries: {} }))
  const [baseline, ...candidates] = names.filter(({ kind }) => kind === 'model')
  const comparisons: Comparison[] = candidates.map(({ id }) => ({
    candidate: id,
    baseline: baseline.id,
    differences: {},
    ratios: {},
  }))
  for (const subset of subsets) {
    const members = pictures.filter((picture) => inSubset(picture, subset))
    if (members.length === 0) continue
    const resampled = new Map(
      names.map(({ id }) => [
        id,
        resampleMeans(
          members.map((picture) => sampleOf(picture, id)),
          plan,
        ),
      ]),
    )
    for (const row of rows) {
      row.summaries[subset] = summaryOf(row.kind, (statistic) => estimate(resampled.get(row.id)!, statistic))
    }
    for (const { candidate, baseline, differences, ratios } of comparisons) {
      const [one, other] = [resampled.get(candidate)!, resampled.get(baseline)!]
      differences[subset] = summaryOf('model', (statistic) => paired(one, other, statistic, difference))
      ratios[subset] = summaryOf('model', (statistic) => paired(one, other, statistic, ratio))
    }
  }
  return { rows, comparisons }
}

type Statistic = (means: ResampledMeans<SampleName>['means']) => number

function summaryOf(kind: RowName['kind'], evaluate: (statistic: Statistic) => Estimate): Summary {
  const summary: Partial<Record<MetricId, Estimate>> = {}
  for (const id of metricIds) {
    const metric = metricOf(id)
    if (kind === 'reference' && metric.modelsOnly) continue
    const estimate = evaluate(metric.value)
    // Pictures without any colour have no ratio to it.
    if (Number.isFinite(estimate.value)) summary[id] = estimate
  }
  return summary
}
