import type { FinetuneRun } from '../../../shared/contract/finetune.ts'

/** What a run of fine-tuning is doing now. */
export interface Activity {
  kind: 'examining' | 'training'
  progress: FinetuneRun['progress']
  /** For the user, who colours. */
  waiting: boolean
  stop: AbortController
  finish: AbortController
  ended: Promise<void>
}

export function newActivity(kind: Activity['kind'], progress: Activity['progress']): Activity {
  return {
    ...{ kind, progress, waiting: false },
    ...{ stop: new AbortController(), finish: new AbortController(), ended: Promise.resolve() },
  }
}
