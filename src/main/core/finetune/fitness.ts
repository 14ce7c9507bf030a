import type { EngineId } from '../../../shared/contract/engine.ts'
import { type FinetunePreset, type Fitness, finetunePresets } from '../../../shared/contract/finetune.ts'
import type { InstalledModel } from '../models/registry.ts'
import { judge } from '../training/run.ts'
import { startTraining } from '../workers/training.ts'
import { adviceFor, leastPhotos, lessonFor } from './lesson.ts'
import type { Material } from './material.ts'
import { planOf, usableIn } from './plan.ts'
import { looks } from './runner.ts'

/** The first step pays for what later ones find ready. */
const triedSteps = 3
const judgedPhotos = 2

/**
 * What is found out about photos by looking at them.
 * @param known gives the library's ids
 */
export function suitabilityOf(
  material: Material,
  known: (path: string) => number | null = () => null,
): Omit<Fitness, 'presets'> {
  const usable = usableIn(material)
  return {
    usable,
    heldOut: material.heldOut.places.length,
    unfit: material.unfit.map((refusal) => ({ photo: known(refusal.path), ...refusal })),
    advice: adviceFor(usable),
  }
}

/**
 * How long each preset would take here; nothing where the photos are too few for any.
 * Errors: `cancelled`, `engine-missing`, `model-*`.
 */
export async function durationsOf(
  material: Material,
  base: InstalledModel,
  engine: EngineId | 'auto',
  signal?: AbortSignal,
): Promise<Fitness['presets']> {
  const usable = usableIn(material)
  if (usable < leastPhotos) return []
  const seconds = await tryOut(material, base, engine, signal)
  return finetunePresets.map((preset) => {
    const { steps } = lessonFor(usable, preset)
    return { preset, steps, seconds: seconds.step * steps + seconds.look * (looks + 1) }
  })
}

/** Seconds of a step and of a look, tried on this computer with these photos. */
async function tryOut(
  material: Material,
  base: InstalledModel,
  engine: EngineId | 'auto',
  signal: AbortSignal | undefined,
): Promise<{ step: number; look: number }> {
  const { taught, heldOut, measured } = material
  const preset: FinetunePreset = 'standard'
  const lesson = lessonFor(usableIn(material), preset)
  const { worker } = await startTraining(engine, 'low')
  // Nothing is lost with the process: what it is asked then fails with `cancelled`.
  const stop = (): void => void worker.stop()
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  try {
    const { client } = worker
    await client.begin({ plan: planOf(lesson, base.file.network), from: { model: base.place } })
    const keys = taught.places.slice(0, lesson.own + lesson.rehearsed)
    const photos = await taught.store.read(keys)
    let step = Number.POSITIVE_INFINITY
    for (let i = 0; i < triedSteps; i++) {
      const { ms } = await client.step({ photos, keys, epoch: i, rehearsed: lesson.rehearsed })
      step = Math.min(step, ms / 1000)
    }
    const start = performance.now()
    await judge(client, heldOut.store, heldOut.places.slice(0, judgedPhotos))
    const perPhoto = (performance.now() - start) / 1000 / judgedPhotos
    // Drift is measured with the weights of now and of the start.
    return { step, look: perPhoto * (heldOut.places.length + 2 * measured.places.length) }
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.stop()
  }
}
