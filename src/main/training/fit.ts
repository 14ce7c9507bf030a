import type { SheetRow } from '../../shared/contract/imaging.ts'
import type {
  Evaluation,
  Fit,
  FitEnding,
  FitQuestions,
  Meters,
  Progress,
} from '../../shared/contract/training.ts'
import type { Asking } from '../../shared/rpc/contract.ts'
import { toTensors } from './augment.ts'
import { type EvaluationStep, evaluationStep } from './evaluation-step.ts'
import { Prefetcher } from './prefetch.ts'
import type { Trainer } from './trainer.ts'

/** A run under way, as callbacks see it. */
export interface Run {
  readonly trainer: Trainer
  readonly progress: Progress
  /** Steps and RMSE of all evaluations, the newest last. */
  readonly past: Fit['evaluation']['past']
}

/** What happens beside the steps. Each may fail, and then the run does. */
export interface Callback {
  evaluated?: (run: Run, evaluation: Evaluation, samples: SheetRow[]) => Promise<void>
  stepped?: (run: Run) => Promise<void>
  /** Why the run should end now, if it should; asked before every step. */
  ending?: (run: Run) => FitEnding | undefined
  /** The run ends: `stopped`, to be taken up again, or for good. */
  ended?: (run: Run, ending: FitEnding) => Promise<void>
}

/**
 * The training loop: steps, now and then an evaluation, until every step is done, a callback ends it or the parent
 * does. The same loop trains both stages of the tutorial and fine-tunes; what differs is in `fit` and the callbacks.
 * @throws `training-diverged`, `file-unreadable`, and what callbacks and the parent throw
 */
export async function runFit(
  trainer: Trainer,
  fit: Fit,
  parent: Asking<FitQuestions>,
  callbacks: readonly Callback[],
): Promise<{ ending: FitEnding; progress: Progress }> {
  const run: Run = { trainer, progress: structuredClone(fit.progress), past: [...fit.evaluation.past] }
  const evaluate = await evaluationStep(trainer, fit.evaluation)
  const batches = new Prefetcher(fit)
  let stepped: { step: number; meters: Meters } | null = null
  try {
    for (;;) {
      const { wish } = await parent.turn({ stepped })
      stepped = null
      const ending =
        wish === 'stop' ? 'stopped' : wish === 'finish' ? 'by-hand' : endingOf(run, fit, callbacks)
      if (ending !== 'stopped' && isDue(run, fit, ending)) await evaluationOf(run, evaluate, callbacks)
      else if (ending) {
        for (const callback of callbacks) await callback.ended?.(run, ending)
        return { ending, progress: run.progress }
      } else {
        stepped = await step(run, batches)
        for (const callback of callbacks) await callback.stepped?.(run)
      }
    }
  } finally {
    await batches.close()
  }
}

function endingOf(run: Run, fit: Fit, callbacks: readonly Callback[]): FitEnding | undefined {
  if (run.progress.step >= fit.steps) return 'all-steps'
  return callbacks.map((callback) => callback.ending?.(run)).find((ending) => ending !== undefined)
}

/** Whether there is an evaluation to make before anything else. */
function isDue({ progress: { step }, past }: Run, { evaluation }: Fit, ending?: FitEnding): boolean {
  if (past.at(-1)?.step === step) return false
  const { every, atEnds } = evaluation
  return step === 0 || ending !== undefined ? atEnds || isWhole(step, every) : isWhole(step, every)
}

const isWhole = (step: number, every: number): boolean => step > 0 && step % every === 0

async function step(
  { trainer, progress }: Run,
  batches: Prefetcher,
): Promise<{ step: number; meters: Meters }> {
  const start = performance.now()
  const values = await batches.batch(progress.step)
  const batch = toTensors(trainer.tf, values)
  try {
    const meters = trainer.step(batch, values.rehearsed)
    const seconds = (performance.now() - start) / 1000
    const { since } = progress
    progress.step += 1
    progress.seconds += seconds
    since.photos += values.count
    since.seconds += seconds
    for (const [name, value] of Object.entries(meters) as [keyof Meters, number][]) {
      since.sums[name] = (since.sums[name] ?? 0) + value * values.count
    }
    return { step: progress.step, meters }
  } finally {
    trainer.tf.dispose([batch.l, batch.ab])
  }
}

async function evaluationOf(
  run: Run,
  evaluate: EvaluationStep,
  callbacks: readonly Callback[],
): Promise<void> {
  const start = performance.now()
  const { progress, past } = run
  const { evaluation, samples } = await evaluate(progress)
  past.push({ step: evaluation.step, rmse: evaluation.heldOut.rmse })
  progress.since = { photos: 0, seconds: 0, sums: {} }
  progress.seconds += (performance.now() - start) / 1000
  for (const callback of callbacks) await callback.evaluated?.(run, evaluation, samples)
}
