import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import type { Activity } from './activity.ts'
import { resultOf } from './finetune-result.ts'
import type { FinetuneRecord } from './record.ts'
import { type FinetuneState, stepsOf } from './state.ts'

/** All that is known of a run: what the app remembers, how far it has come, and what it does now. */
export interface Standing {
  record: FinetuneRecord
  /** Absent before the first evaluation. */
  state: FinetuneState | undefined
  /** Absent while nothing is under way. */
  activity: Activity | undefined
}

/** A run as everybody is shown it. */
export function viewOf(standing: Standing): FinetuneRun {
  const { record, state, activity } = standing
  const { id, report, name, preset, base, error } = record
  const points = state?.points ?? []
  const isDone = !activity && state?.ending != null && report !== null
  return {
    ...{ id, report, name, preset, base, error, points },
    state: stateOf(standing),
    progress: activity ? activity.progress : stepsDone(state),
    sheet: points.length,
    result: isDone ? resultOf(state, report.usable - report.heldOut, report.heldOut) : null,
    resumable: error !== null || record.paused,
  }
}

/** Of a run that was begun and has not ended. */
export function stepsDone(state: FinetuneState | undefined): FinetuneRun['progress'] {
  return state && state.ending === null
    ? { done: state.progress.step, total: stepsOf(state), left: null }
    : null
}

function stateOf({ record: { error, name, report }, state, activity }: Standing): FinetuneRun['state'] {
  if (activity) return activity.waiting ? 'waiting' : activity.kind
  if (error) return 'failed'
  if (state?.ending) return 'finished'
  return name === null && report !== null ? 'ready' : 'paused'
}
