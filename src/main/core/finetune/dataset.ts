import { join } from 'node:path'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { Random } from '../../../shared/random.ts'
import { photoNameEn } from '../../../shared/text/photo-name.ts'
import type { Pool } from '../../transport/pool.ts'
import { type PackedPhotos, packPhotos, type Refusal, type Subset } from '../training/pack-photos.ts'
import { type PhotoReference, referenceOf } from '../training/photo-reference.ts'
import { groupsOfCopies, splitPhotos } from '../training/split.ts'

/** Side of the squares that photos are kept as. */
const photoSize = 192
/** Side of what the network sees of them while it learns. */
export const windowSize = 128
/** Share of the photos that is held out, and the least number. */
const heldOutShare = 0.15
const leastHeldOut = 4
/** Of the photos whose colours are to stay: a share measures the drift and is never rehearsed. */
const measuredShare = 0.3
const mostMeasured = 16
const seed = 1

/** The photos that fine-tuning works with, decoded. */
export interface Dataset {
  /** In colour: to learn from, and to evaluate by. */
  training: Subset
  heldOut: Subset
  /** Whose colours are to stay as the base model gives them: to rehearse, and to measure the drift. */
  rehearsal: Subset
  drift: Subset
  /** Of the user's photos. */
  unfit: Refusal[]
}

export interface DatasetOrder {
  /** Folder that keeps the decoded photos. */
  folder: string
  /** The user's photos. */
  photos: readonly PhotoReference[]
  /** Other pictures, with or without colours. */
  others: readonly PhotoReference[]
}

/**
 * Decodes photos and finds out which can be learnt from; a second call with the same photos reads what the first left.
 * Black-and-white ones of the user's train no colours, but they help to keep what the model knows.
 * @param onProgress told after each photo
 * @throws `disk-full`, `cancelled`.
 */
export async function openDataset(
  { folder, photos, others }: DatasetOrder,
  imaging: Pool<ImagingContract>,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Dataset> {
  const total = photos.length + others.length
  const order = { size: photoSize, fit: 'crop' as const }
  const own = await packPhotos(
    join(folder, 'photos'),
    { ...order, from: photos, colourless: 'refused' },
    imaging,
    (done) => onProgress(done, total),
    signal,
  )
  const greys = own.refused.filter(({ reason }) => reason === 'grey' || reason === 'toned')
  const known = await packPhotos(
    join(folder, 'others'),
    { ...order, from: [...others, ...greys.map(referenceOf)], colourless: 'kept' },
    imaging,
    (done) => onProgress(Math.min(total, photos.length + done), total),
    signal,
  )
  const { originals, copies } = withoutCopies(own)
  const split = splitPhotos(
    originals.map((index) => own.photos[index].fingerprint),
    Math.max(heldOutShare, leastHeldOut / Math.max(1, originals.length)),
    seed,
  )
  const kept = new Random(seed, 'known').shuffled(strangersTo(own, known))
  const measured = Math.min(mostMeasured, Math.ceil(measuredShare * kept.length))
  return {
    training: { packed: own, indices: split.training.map((i) => originals[i]) },
    heldOut: { packed: own, indices: split.validation.map((i) => originals[i]) },
    rehearsal: { packed: known, indices: kept.slice(measured) },
    drift: { packed: known, indices: kept.slice(0, measured) },
    unfit: [...own.refused, ...copies],
  }
}

/** Of photos that are all but the same, the first is learnt from. */
function withoutCopies({ photos }: PackedPhotos): { originals: number[]; copies: Refusal[] } {
  const originals: number[] = []
  const copies: Refusal[] = []
  for (const [first, ...rest] of groupsOfCopies(photos.map(({ fingerprint }) => fingerprint))) {
    originals.push(first)
    for (const index of rest) {
      const message = `It is all but the same as ${photoNameEn(photos[first])}.`
      copies.push({ ...referenceOf(photos[index]), reason: 'copy', message })
    }
  }
  return { originals: originals.sort((one, other) => one - other), copies }
}

/** Indices of the photos of `known` that are not all but the same as one of `own` or as an earlier one. */
function strangersTo(own: PackedPhotos, known: PackedPhotos): number[] {
  const all = [...own.photos, ...known.photos]
  return groupsOfCopies(all.map(({ fingerprint }) => fingerprint))
    .map(([first]) => first - own.photos.length)
    .filter((index) => index >= 0)
}
