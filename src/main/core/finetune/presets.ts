import type { DatasetReport, FinetunePreset } from '../../../shared/contract/finetune.ts'
import type { TuningScope } from '../../../shared/contract/training.ts'

/** With fewer photos a model learns them by heart, and nothing from them. */
export const leastPhotos = 20

/** What is trained, how and how long. */
export interface FinetuneConfiguration {
  scope: TuningScope
  rate: number
  steps: number
  /** Photos of a step: the user's own, and others whose colours are to stay as they were. */
  own: number
  rehearsed: number
  average: number
}

interface Row extends Omit<FinetuneConfiguration, 'steps'> {
  /** Up to so many photos. */
  upTo: number
  steps: Record<FinetunePreset, number>
  advice: DatasetReport['advice']
}

/** The number of photos decides what is trained, the preset for how long; measured in `docs/training.md`. */
const rows: readonly Row[] = [
  {
    upTo: 60,
    advice: 'few',
    scope: 'last-blocks',
    rate: 3e-4,
    own: 2,
    rehearsed: 2,
    average: 0.98,
    steps: { quick: 120, standard: 250, thorough: 500 },
  },
  {
    upTo: 200,
    advice: 'good',
    scope: 'last-blocks',
    rate: 3e-4,
    own: 2,
    rehearsed: 2,
    average: 0.99,
    steps: { quick: 200, standard: 500, thorough: 1000 },
  },
  {
    upTo: Number.POSITIVE_INFINITY,
    advice: 'plenty',
    scope: 'decoder',
    rate: 1e-4,
    own: 3,
    rehearsed: 1,
    average: 0.995,
    steps: { quick: 400, standard: 1000, thorough: 3000 },
  },
]

function rowFor(photos: number): Row {
  return rows.find(({ upTo }) => photos <= upTo)!
}

/** @param photos usable ones, held out or not */
export function finetuneConfiguration(photos: number, preset: FinetunePreset): FinetuneConfiguration {
  const { upTo, advice, steps, ...configuration } = rowFor(photos)
  return { ...configuration, steps: steps[preset] }
}

export function adviceFor(photos: number): DatasetReport['advice'] {
  return photos < leastPhotos ? 'too-few' : rowFor(photos).advice
}
