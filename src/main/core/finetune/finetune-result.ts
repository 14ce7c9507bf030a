import type { FinetunePoint, FinetuneResult } from '../../../shared/contract/finetune.ts'
import type { FinetuneState } from './state.ts'

/**
 * Colours of other photos that have moved by more than this (RMSE of a* and b*, CIELAB units) are worth a
 * word: measured in `docs/training.md` against what true colours in general lose.
 */
export const driftLimit = 3

/** The evaluation with the lowest error on the photos held out; `undefined` before the first. */
export function bestPoint(points: readonly FinetunePoint[]): FinetunePoint | undefined {
  return points.reduce<FinetunePoint | undefined>(
    (best, point) => (best && best.heldOut.rmse <= point.heldOut.rmse ? best : point),
    undefined,
  )
}

/** What came of training so far. */
export function resultOf(state: FinetuneState, learntFrom: number, heldOut: number): FinetuneResult {
  const { points, progress, ending } = state
  const best = bestPoint(points)!
  return {
    learntFrom,
    heldOut,
    step: best.step,
    seconds: progress.seconds,
    ending: ending ?? 'by-hand',
    before: points[0].heldOut,
    after: best.heldOut,
    drift: best.drift,
    driftLimit,
  }
}
