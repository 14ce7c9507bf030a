import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { FinetunePreset } from '../../../shared/contract/finetune.ts'
import type { NetworkShape } from '../../../shared/contract/model.ts'
import type { TrainingPlan } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { InstalledModel } from '../models/registry.ts'
import { type Lesson, leastPhotos, lessonFor } from './lesson.ts'
import { type Material, photoSize, type Shelf, windowSize } from './material.ts'
import { type FinetuneState, readState } from './state.ts'

/** Colourful spots weigh more, or the model would grow dull on what it cannot be sure of. */
const chromaWeight = 1.5
/** Share of the photos that get the look of an old print: what the model will meet is old. */
const oldPhotos = 0.25
/** Where the loss turns from squared to absolute, in CIELAB units. */
const delta = 15

/** How long to teach: as long as the preset says, or so many steps. */
export interface Course {
  preset: FinetunePreset
  steps?: number
}

/** Number of photos that can teach, held out or not. */
export function usableIn({ taught, heldOut }: Material): number {
  return taught.places.length + heldOut.places.length
}

/**
 * The run that teaches `base` these photos.
 * Errors: `photos-unfit` where they are too few, `bad-request` for a base that cannot be taught,
 * `file-unreadable` where there is nothing to measure the drift with.
 */
export function newState(material: Material, base: InstalledModel, course: Course): FinetuneState {
  const usable = usableIn(material)
  requireEnough(usable)
  requireTeachable(base)
  requireOthers(material)
  const { preset } = course
  const ofPreset = lessonFor(usable, preset)
  const lesson = { ...ofPreset, steps: course.steps ?? ofPreset.steps }
  const { id, title, revision, weights, network } = base.file
  return {
    format: 'tintype-finetune',
    formatVersion: 1,
    preset,
    base: { id, title, revision, sha256: weights.sha256 },
    photos: signatureOf(material),
    plan: planOf(lesson, network),
    own: lesson.own,
    rehearsed: lesson.rehearsed,
    step: 0,
    losses: [],
    seconds: 0,
    points: [],
    checkpoint: null,
    ending: null,
  }
}

/**
 * The run in `folder`, or a new one.
 * Errors: `bad-request` where the one that was begun is of other photos or settings; as `newState`.
 */
export async function openState(
  folder: string,
  material: Material,
  base: InstalledModel,
  course: Course,
): Promise<FinetuneState> {
  const wanted = newState(material, base, course)
  const found = await readState(folder)
  if (!found) return wanted
  // A base that got another name is the same.
  const settings = ({ photos, base, preset, plan }: FinetuneState) => [photos, base.sha256, preset, plan]
  if (isDeepStrictEqual(settings(found), settings(wanted))) return found
  throw new TintypeError(
    'bad-request',
    'This fine-tuning was begun with other photographs or settings. Go on with the same ones, or discard it and begin anew.',
  )
}

function signatureOf({ taught, heldOut }: Material): string {
  const named = ({ store, places }: Shelf) => places.map((place) => store.photos[place].fingerprint)
  return createHash('sha256')
    .update(JSON.stringify([named(taught), named(heldOut)]))
    .digest('hex')
}

export function planOf({ scope, rate, steps, average }: Lesson, network: NetworkShape): TrainingPlan {
  return {
    network,
    stage: 'pretrain',
    gan: 'vanilla',
    loss: { type: 'huber', delta, chromaWeight },
    lossWeight: 1,
    rate,
    betas: [0.9, 0.999],
    discriminatorFilters: 1,
    dropout: 0,
    average,
    oldPhotos,
    flip: true,
    size: windowSize,
    seed: 1,
    tuning: { scope, steps, photoSize },
  }
}

/** Errors: `bad-request`. */
export function requireTeachable({ file }: InstalledModel): void {
  if (file.tuned) {
    throw new TintypeError(
      'bad-request',
      `"${file.title}" is fine-tuned itself. Fine-tune its base, "${file.tuned.base.id}", with all the photographs together.`,
    )
  }
  if (file.network.type !== 'tintype-mobile') {
    throw new TintypeError('bad-request', `${file.network.type} cannot be fine-tuned; take tintype-mobile.`)
  }
}

/** Errors: `photos-unfit`. @param usable photos that can teach, held out or not */
export function requireEnough(usable: number): void {
  if (usable >= leastPhotos) return
  throw new TintypeError(
    'photos-unfit',
    `Fine-tuning needs at least ${leastPhotos} photographs in colour; ${usable} of these can be used. ` +
      'Add others, for example colour prints of the same people, places and years.',
  )
}

/** No drift at all would be said of what nobody measured. */
function requireOthers({ measured }: Material): void {
  if (measured.places.length > 0) return
  throw new TintypeError(
    'file-unreadable',
    'Not one other photograph can be read, not even the samples of Tintype: what fine-tuning does to others could not be seen. Install Tintype again.',
  )
}
