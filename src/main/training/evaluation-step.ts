import type { SheetRow } from '../../shared/contract/imaging.ts'
import type { Evaluation, Fit, Meters, Progress } from '../../shared/contract/training.ts'
import type { Trainer } from './trainer.ts'
import { driftOf, evaluate } from './validate.ts'

/** Finds out how far a run has come, with samples: in fine-tuning predictions of the base and of now, else of now. */
export type EvaluationStep = (progress: Progress) => Promise<{ evaluation: Evaluation; samples: SheetRow[] }>

/** The evaluation step of a run: what the base makes of the samples is computed once. */
export async function evaluationStep(
  trainer: Trainer,
  { photos, samples, drift }: Fit['evaluation'],
): Promise<EvaluationStep> {
  const shown = { ...photos, indices: photos.indices.slice(0, samples) }
  const start = trainer.tuner?.start
  const before = start && (await evaluate(trainer, shown, samples, start)).samples
  return async ({ step, since }) => {
    const { figures, samples: now } = await evaluate(trainer, photos, samples)
    return {
      evaluation: {
        step,
        seconds: since.seconds,
        meters: meansOf(since),
        heldOut: figures,
        ...(drift && { drift: await driftOf(trainer, drift) }),
      },
      samples: now.map(({ truth, predictions }, i) => ({
        truth,
        predictions: [...(before?.[i].predictions ?? []), ...predictions],
      })),
    }
  }
}

function meansOf({ sums, photos }: Progress['since']): Meters {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / photos]))
}
