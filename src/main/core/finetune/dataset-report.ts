import type { EngineChoice } from '../../../shared/contract/engine.ts'
import { type DatasetReport, finetunePresets } from '../../../shared/contract/finetune.ts'
import type { InstalledModel } from '../models/registry.ts'
import { toRead } from '../training/pack-photos.ts'
import type { PhotoReference } from '../training/photo-reference.ts'
import { startTraining } from '../workers/training-worker.ts'
import { configurationOf, usableIn } from './configuration.ts'
import type { Dataset } from './dataset.ts'
import { evaluations } from './finetune-run.ts'
import { adviceFor, finetuneConfiguration, leastPhotos } from './presets.ts'

/** The first step pays for what later ones find ready. */
const triedSteps = 3
const evaluatedPhotos = 2

/**
 * What is found out about photos by looking at them.
 * @param known gives the library's ids
 */
export function suitabilityOf(
  dataset: Dataset,
  known: (reference: PhotoReference) => number | null = () => null,
): Omit<DatasetReport, 'presets'> {
  const usable = usableIn(dataset)
  return {
    usable,
    heldOut: dataset.heldOut.indices.length,
    unfit: dataset.unfit.map((refusal) => ({ photo: known(refusal), ...refusal })),
    advice: adviceFor(usable),
  }
}

/**
 * How long each preset would take here; nothing where the photos are too few for any.
 * @throws `cancelled`, `engine-missing`, `model-*`.
 */
export async function durationsOf(
  dataset: Dataset,
  base: InstalledModel,
  engine: EngineChoice,
  signal?: AbortSignal,
): Promise<DatasetReport['presets']> {
  const usable = usableIn(dataset)
  if (usable < leastPhotos) return []
  const seconds = await tryOut(dataset, base, engine, signal)
  return finetunePresets.map((preset) => {
    const { steps } = finetuneConfiguration(usable, preset)
    return { preset, steps, seconds: seconds.step * steps + seconds.evaluation * (evaluations + 1) }
  })
}

/** Seconds of a step and of an evaluation, tried on this computer with these photos. */
async function tryOut(
  dataset: Dataset,
  base: InstalledModel,
  engine: EngineChoice,
  signal: AbortSignal | undefined,
): Promise<{ step: number; evaluation: number }> {
  const { training, rehearsal, heldOut, drift } = dataset
  const chosen = finetuneConfiguration(usableIn(dataset), 'standard')
  const { worker } = await startTraining(engine, 'low')
  // Nothing is lost with the process: what it is asked then fails with `cancelled`.
  const stop = (): void => void worker.stop()
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  try {
    const { step, photo } = await worker.client.measure({
      configuration: configurationOf(chosen, base.file.network),
      from: { model: base.reference },
      training: { photos: toRead(training), batch: chosen.own },
      rehearsal: { photos: toRead(rehearsal), batch: chosen.rehearsed },
      steps: triedSteps,
      evaluated: toRead({ ...heldOut, indices: heldOut.indices.slice(0, evaluatedPhotos) }),
    })
    // Drift is measured with the weights of now and of the start.
    return { step, evaluation: photo * (heldOut.indices.length + 2 * drift.indices.length) }
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.stop()
  }
}
