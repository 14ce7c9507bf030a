import type { Fit } from '../../shared/contract/training.ts'
import { augmented, type BatchValues } from './augment.ts'
import { readPhotos } from './read-packed-photos.ts'
import { sampler } from './sampler.ts'

/** What batches are made of. */
export type BatchSource = Pick<Fit, 'configuration' | 'training' | 'rehearsal'>

/** A batch; the last `rehearsed` photos of it are there to keep what the model knew. */
export interface StepBatch extends BatchValues {
  rehearsed: number
}

/** Makes the batch of any step: reads its photos and augments them. */
export function batchMaker(source: BatchSource): (step: number) => Promise<StepBatch> {
  const { configuration, training, rehearsal } = source
  const drawsOf = sampler({ training, ...(rehearsal && { rehearsal }) }, configuration.seed)
  return async (step) => {
    const draws = drawsOf(step)
    const rgb = Buffer.concat(await Promise.all(draws.map(({ photos }) => readPhotos(photos))))
    const values = augmented(
      { rgb, size: training.photos.size },
      configuration,
      draws.flatMap(({ views }) => views),
    )
    return { ...values, rehearsed: draws[1]?.views.length ?? 0 }
  }
}
