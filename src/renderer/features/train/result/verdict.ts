import type { FinetuneResult } from '../../../../shared/contract/finetune.ts'

export interface Verdict {
  kind: 'closer' | 'same' | 'farther'
  /** Whole per cent of the distance before. */
  percent: number
}

/** How the colours of the photos held out have moved; less than half a per cent is no change. */
export function verdictOf({ before, after }: Pick<FinetuneResult, 'before' | 'after'>): Verdict {
  const gain = before.rmse > 0 ? (before.rmse - after.rmse) / before.rmse : 0
  const percent = Math.round(Math.abs(gain) * 100)
  if (percent === 0) return { kind: 'same', percent }
  return { kind: gain > 0 ? 'closer' : 'farther', percent }
}
