import type { Tensor } from '@tensorflow/tfjs-core'
import type { SheetRow } from '../../shared/contract/imaging.ts'
import type { AbMap, Rgb } from '../../shared/contract/pixels.ts'
import type { Figures, PhotoSubset } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import { abScale } from '../nn/scales.ts'
import { asTheyAre, toTensors } from './augment.ts'
import { readPhotos } from './read-packed-photos.ts'
import { type Batch, diverged, type Trainer } from './trainer.ts'

/** Photos in one go: as many as fit beside a training step. */
const atOnce = 4

/**
 * Colours photos as they are and holds the colours against the true ones.
 * @param samples how many of the photos are given back with their predictions
 * @param weights left out: the best
 * @throws `training-diverged` for colours that are no numbers
 */
export async function evaluate(
  trainer: Trainer,
  photos: PhotoSubset,
  samples: number,
  weights?: Map<string, Tensor>,
): Promise<{ figures: Figures; samples: SheetRow[] }> {
  const sums = { l1: 0, squared: 0, chroma: 0, trueChroma: 0 }
  const shown: SheetRow[] = []
  await inBatches(trainer, photos, (batch, truths) => {
    const { predictions, ...found } = errorsOf(trainer, batch, weights)
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += found[name]
    const rows = predictions.map((ab, i) => ({ truth: truths[i], predictions: [ab] }))
    shown.push(...rows.slice(0, samples - shown.length))
  })
  if (!Number.isFinite(sums.squared)) throw diverged('its colours are no numbers')
  const { length } = photos.indices
  return {
    figures: {
      l1: sums.l1 / length,
      rmse: Math.sqrt(sums.squared / length),
      chromaRatio: sums.chroma / Math.max(sums.trueChroma, 1e-6),
    },
    samples: shown,
  }
}

/** How far the colours of photos have moved from those of the weights at the start: RMSE, CIELAB units. */
export async function driftOf(trainer: Trainer, photos: PhotoSubset): Promise<number> {
  const { tf, tuner } = trainer
  if (!tuner) throw new TintypeError('bad-request', 'This is no fine-tuning.')
  let squared = 0
  await inBatches(trainer, photos, ({ l }) => {
    squared += tf.tidy(() => {
      const moved = tf.mul(tf.sub(trainer.colours(l), trainer.colours(l, tuner.start)), abScale)
      return tf.mean(tf.square(moved)).dataSync()[0] * l.shape[0]
    })
  })
  if (!Number.isFinite(squared)) throw diverged('its colours are no numbers')
  return Math.sqrt(squared / photos.indices.length)
}

async function inBatches(
  { tf }: Trainer,
  { indices, ...packed }: PhotoSubset,
  use: (batch: Batch, photos: Rgb[]) => void,
): Promise<void> {
  for (let first = 0; first < indices.length; first += atOnce) {
    const part = indices.slice(first, first + atOnce)
    const rgb = await readPhotos({ ...packed, indices: part })
    const batch = toTensors(tf, asTheyAre({ rgb, size: packed.size }, part.length))
    try {
      const bytes = packed.size ** 2 * 3
      use(
        batch,
        part.map((_, i) => ({
          data: rgb.slice(i * bytes, (i + 1) * bytes),
          width: packed.size,
          height: packed.size,
        })),
      )
    } finally {
      tf.dispose([batch.l, batch.ab])
    }
  }
}

/** Sums over photos of each photo's mean, in CIELAB units, against the truth at the resolution of the answer. */
function errorsOf(
  trainer: Trainer,
  batch: Batch,
  weights?: Map<string, Tensor>,
): { l1: number; squared: number; chroma: number; trueChroma: number; predictions: AbMap[] } {
  const { tf } = trainer
  const [predicted, truth] = tf.tidy(() => [trainer.colours(batch.l, weights), trainer.reduce(batch.ab)])
  const sums = tf.tidy(() => {
    const error = tf.mul(tf.sub(predicted, truth), abScale)
    const perPhoto = 1 / (predicted.size / predicted.shape[0])
    const chroma = (ab: typeof truth) => tf.sum(tf.norm(tf.mul(ab, abScale), 2, 3))
    return {
      l1: tf.mul(tf.sum(tf.abs(error)), perPhoto).dataSync()[0],
      squared: tf.mul(tf.sum(tf.square(error)), perPhoto).dataSync()[0],
      chroma: tf.mul(chroma(predicted), 2 * perPhoto).dataSync()[0],
      trueChroma: tf.mul(chroma(truth), 2 * perPhoto).dataSync()[0],
    }
  })
  const [count, height, width] = predicted.shape
  const values = predicted.dataSync().map((value) => value * abScale)
  tf.dispose([predicted, truth])
  const length = height * width * 2
  const predictions = Array.from({ length: count }, (_, index) => ({
    data: Float32Array.from(values.subarray(index * length, (index + 1) * length)),
    width,
    height,
  }))
  return { ...sums, predictions }
}
