import { srgbToLab } from '../../shared/colour/lab.ts'
import type { TrainingConfiguration } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import { Random } from '../../shared/random.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { abScale, lHalf } from '../nn/scales.ts'
import { oldPhotoLightness } from './old-photo.ts'
import type { Batch } from './trainer.ts'

/** Square photos, 8-bit sRGB: `size x size x 3` each, one after another. */
export interface Photos {
  rgb: Uint8Array
  size: number
}

/** What decides how photos are seen, of a training configuration. */
export type Augmentation = Pick<TrainingConfiguration, 'size' | 'flip' | 'oldPhotos' | 'seed'>

/** Names a photo in one of its appearances: the same look for the same numbers and seed. */
export interface View {
  /** Of the photo. */
  key: number
  /** Of the appearance. */
  round: number
}

/** A batch in the networks' units: `l` [count, size, size, 1] and `ab` [count, size, size, 2], as plain values. */
export interface BatchValues {
  l: Float32Array<ArrayBuffer>
  ab: Float32Array<ArrayBuffer>
  count: number
  size: number
}

/**
 * A training batch: each photo mirrored, aged and, where it is larger than the network's input, seen through a
 * window, as its view and the seed decide, so that a run taken up again meets the very same batches.
 * @param views one for each photo
 */
export function augmented(photos: Photos, augmentation: Augmentation, views: readonly View[]): BatchValues {
  const { size, seed, flip, oldPhotos } = augmentation
  return toValues(photos, views.length, size, (rgb, index) => {
    const { key, round } = views[index]
    const random = new Random(seed, 'photo', round, key)
    const seen = photos.size > size ? throughWindow({ rgb, size: photos.size }, size, random) : rgb
    if (flip && random.chance(0.5)) mirror(seen, size)
    const lab = toLab(seen)
    return random.chance(oldPhotos) ? { ...lab, l: oldPhotoLightness(seen, size, random) } : lab
  })
}

/** Photos as they are, for evaluating what the network makes of them. */
export function asTheyAre(photos: Photos, count: number): BatchValues {
  return toValues(photos, count, photos.size, toLab)
}

/** The batch as tensors, which are the caller's to dispose of. */
export function toTensors(tf: TensorFlow, { l, ab, count, size }: BatchValues): Batch {
  return { l: tf.tensor4d(l, [count, size, size, 1]), ab: tf.tensor4d(ab, [count, size, size, 2]) }
}

/** L* 0..100 and a*, b* of each pixel. */
interface Lab {
  l: Float32Array
  ab: Float32Array
}

/** @param size of the squares that `labOf` gives */
function toValues(
  { rgb, size: side }: Photos,
  count: number,
  size: number,
  labOf: (rgb: Uint8Array, index: number) => Lab,
): BatchValues {
  const bytes = side * side * 3
  if (rgb.length !== count * bytes) {
    throw new TintypeError(
      'bad-request',
      `${count} photos of ${side} x ${side} have another length than ${rgb.length}.`,
    )
  }
  const pixels = size * size
  const l = new Float32Array(count * pixels)
  const ab = new Float32Array(count * pixels * 2)
  for (let index = 0; index < count; index++) {
    const lab = labOf(rgb.slice(index * bytes, (index + 1) * bytes), index)
    l.set(
      lab.l.map((value) => value / lHalf - 1),
      index * pixels,
    )
    ab.set(
      lab.ab.map((value) => value / abScale),
      index * pixels * 2,
    )
  }
  return { l, ab, count, size }
}

function toLab(rgb: Uint8Array): Lab {
  const pixels = rgb.length / 3
  const l = new Float32Array(pixels)
  const ab = new Float32Array(pixels * 2)
  for (let i = 0; i < pixels; i++) {
    const lab = srgbToLab([rgb[3 * i] / 255, rgb[3 * i + 1] / 255, rgb[3 * i + 2] / 255])
    l[i] = lab[0]
    ab[2 * i] = lab[1]
    ab[2 * i + 1] = lab[2]
  }
  return { l, ab }
}

/** Left becomes right, in place. */
function mirror(rgb: Uint8Array, size: number): void {
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size >> 1; x++) {
      const left = (y * size + x) * 3
      const right = (y * size + size - 1 - x) * 3
      for (let channel = 0; channel < 3; channel++) {
        const kept = rgb[left + channel]
        rgb[left + channel] = rgb[right + channel]
        rgb[right + channel] = kept
      }
    }
  }
}

/** A random square of the photo, its side between `size` and the photo's own, brought to `size`. */
function throughWindow({ rgb, size: side }: Photos, size: number, random: Random): Uint8Array {
  const scale = random.between(size, side) / size
  const left = random.between(0, side - scale * size)
  const top = random.between(0, side - scale * size)
  const columns = tapsOf(left, scale, size, side)
  const rows = tapsOf(top, scale, size, side)
  const seen = new Uint8Array(size * size * 3)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (const row of rows[y]) {
          for (const column of columns[x]) sum += rgb[(row * side + column) * 3 + channel]
        }
        seen[(y * size + x) * 3 + channel] = Math.round(sum / 4)
      }
    }
  }
  return seen
}

/** For each pixel the nearest source pixels at its first and its third quarter: four taps in all do not alias. */
function tapsOf(start: number, scale: number, size: number, side: number): [number, number][] {
  const nearest = (position: number): number => Math.min(side - 1, Math.floor(start + position * scale))
  return Array.from({ length: size }, (_, i) => [nearest(i + 0.25), nearest(i + 0.75)])
}
