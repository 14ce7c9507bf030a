import { join } from 'node:path'
import type { ImagingContract } from '../../../shared/contract/imaging.ts'
import { Random } from '../../../shared/random.ts'
import type { Pool } from '../../transport/pool.ts'
import { PhotoStore, type Refusal } from '../training/photo-store.ts'
import { groupsOfCopies, splitPhotos } from '../training/split.ts'

/** Side of the squares that photos are kept as. */
export const photoSize = 192
/** Side of what the network sees of them while it learns. */
export const windowSize = 128
/** Share of the photos that is held out, and the least number. */
const heldOutShare = 0.15
const leastHeldOut = 4
/** Of the photos whose colours are to stay: a share measures the drift and is never rehearsed. */
const measuredShare = 0.3
const mostMeasured = 16
const seed = 1

/** Photos of a store. */
export interface Shelf {
  store: PhotoStore
  places: number[]
}

/** The photos that fine-tuning works with, decoded. */
export interface Material {
  /** In colour: to learn from, and to judge by. */
  taught: Shelf
  heldOut: Shelf
  /** Whose colours are to stay as the base model gives them: to rehearse, and to measure. */
  rehearsed: Shelf
  measured: Shelf
  /** Of the user's photos. */
  unfit: Refusal[]
  close: () => Promise<void>
}

export interface MaterialOrder {
  /** Folder that keeps the decoded photos. */
  folder: string
  /** The user's photos, by path. */
  photos: readonly string[]
  /** Other pictures, with or without colours. */
  others: readonly string[]
}

/**
 * Decodes photos and finds out which can teach; a second call with the same photos reads what the first left.
 * Black-and-white ones of the user's cannot teach, but they help to keep what the model knows.
 * @param onProgress told after each photo
 * Errors: `disk-full`, `cancelled`.
 */
export async function openMaterial(
  { folder, photos, others }: MaterialOrder,
  imaging: Pool<ImagingContract>,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Material> {
  const total = photos.length + others.length
  const order = { size: photoSize, fit: 'crop' as const }
  const own = await PhotoStore.open(
    join(folder, 'photos'),
    { ...order, files: photos, colourless: 'refused' },
    imaging,
    (done) => onProgress(done, total),
    signal,
  )
  const greys = own.refused.filter(({ reason }) => reason === 'grey' || reason === 'toned')
  let known: PhotoStore
  try {
    known = await PhotoStore.open(
      join(folder, 'others'),
      { ...order, files: [...others, ...greys.map(({ path }) => path)], colourless: 'kept' },
      imaging,
      (done) => onProgress(Math.min(total, photos.length + done), total),
      signal,
    )
  } catch (thrown) {
    await own.close()
    throw thrown
  }
  const { originals, copies } = withoutCopies(own)
  const split = splitPhotos(
    originals.map((place) => own.photos[place].fingerprint),
    Math.max(heldOutShare, leastHeldOut / Math.max(1, originals.length)),
    seed,
  )
  const kept = new Random(seed, 'known').shuffled(strangersTo(own, known))
  const measured = Math.min(mostMeasured, Math.ceil(measuredShare * kept.length))
  return {
    taught: { store: own, places: split.training.map((i) => originals[i]) },
    heldOut: { store: own, places: split.validation.map((i) => originals[i]) },
    rehearsed: { store: known, places: kept.slice(measured) },
    measured: { store: known, places: kept.slice(0, measured) },
    unfit: [...own.refused, ...copies],
    close: async () => {
      await Promise.all([own.close(), known.close()])
    },
  }
}

/** Of photos that are all but the same, the first teaches. */
function withoutCopies({ photos }: PhotoStore): { originals: number[]; copies: Refusal[] } {
  const originals: number[] = []
  const copies: Refusal[] = []
  for (const [first, ...rest] of groupsOfCopies(photos.map(({ fingerprint }) => fingerprint))) {
    originals.push(first)
    for (const place of rest) {
      const message = `It is all but the same as ${photos[first].path}.`
      copies.push({ path: photos[place].path, reason: 'copy', message })
    }
  }
  return { originals: originals.sort((one, other) => one - other), copies }
}

/** Places of the photos of `known` that are not all but the same as one of `own` or as an earlier one. */
function strangersTo(own: PhotoStore, known: PhotoStore): number[] {
  const all = [...own.photos, ...known.photos]
  return groupsOfCopies(all.map(({ fingerprint }) => fingerprint))
    .map(([first]) => first - own.photos.length)
    .filter((place) => place >= 0)
}
