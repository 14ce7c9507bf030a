import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { defaultModel } from '../../../shared/contract/engine.ts'
import type { FinetunePreset } from '../../../shared/contract/finetune.ts'
import type { NetworkShape } from '../../../shared/contract/model.ts'
import { networkTraits } from '../../../shared/contract/model.ts'
import type { TrainingConfiguration } from '../../../shared/contract/training.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { InstalledModel } from '../models/registry.ts'
import type { Subset } from '../training/pack-photos.ts'
import { type Dataset, windowSize } from './dataset.ts'
import { type FinetuneConfiguration, finetuneConfiguration, leastPhotos } from './presets.ts'
import { type FinetuneState, freshState, readState } from './state.ts'

/** Colourful spots weigh more, or the model would grow dull on what it cannot be sure of. */
const chromaWeight = 1.5
/** Share of the photos that get the look of an old print: what the model will meet is old. */
const oldPhotos = 0.25
/** Where the loss turns from squared to absolute, in CIELAB units. */
const delta = 15

/** How long to train: as long as the preset says, or so many steps. */
export interface Duration {
  preset: FinetunePreset
  steps?: number
}

/** Number of photos that can be learnt from, held out or not. */
export function usableIn({ training, heldOut }: Dataset): number {
  return training.indices.length + heldOut.indices.length
}

/**
 * The run that trains `base` on these photos.
 * @throws `photos-unfit` where they are too few, `bad-request` for a base that cannot be fine-tuned,
 * `file-unreadable` where there is nothing to measure the drift with.
 */
export function newState(dataset: Dataset, base: InstalledModel, duration: Duration): FinetuneState {
  const usable = usableIn(dataset)
  requireEnough(usable)
  requireTrainable(base)
  requireOthers(dataset)
  const { preset } = duration
  const ofPreset = finetuneConfiguration(usable, preset)
  const chosen = { ...ofPreset, steps: duration.steps ?? ofPreset.steps }
  const { id, title, revision, weights, network } = base.file
  return {
    format: 'tintype-finetune',
    formatVersion: 2,
    preset,
    base: { id, title, revision, sha256: weights.sha256 },
    photos: signatureOf(dataset),
    configuration: configurationOf(chosen, network),
    own: chosen.own,
    rehearsed: chosen.rehearsed,
    ...structuredClone(freshState),
  }
}

/**
 * The run in `folder`, or a new one.
 * @throws `bad-request` where the one that was begun is of other photos or settings; as `newState`.
 */
export async function openState(
  folder: string,
  dataset: Dataset,
  base: InstalledModel,
  duration: Duration,
): Promise<FinetuneState> {
  const wanted = newState(dataset, base, duration)
  const found = await readState(folder)
  if (!found) return wanted
  // A base that got another name is the same.
  const settings = ({ photos, base, preset, configuration }: FinetuneState) => [
    photos,
    base.sha256,
    preset,
    configuration,
  ]
  if (isDeepStrictEqual(settings(found), settings(wanted))) return found
  throw new TintypeError(
    'bad-request',
    'This fine-tuning was begun with other photographs or settings. Go on with the same ones, or discard it and begin anew.',
  )
}

function signatureOf({ training, heldOut }: Dataset): string {
  const named = ({ packed, indices }: Subset) => indices.map((index) => packed.photos[index].fingerprint)
  return createHash('sha256')
    .update(JSON.stringify([named(training), named(heldOut)]))
    .digest('hex')
}

export function configurationOf(
  { scope, rate, steps, average }: FinetuneConfiguration,
  network: NetworkShape,
): TrainingConfiguration {
  return {
    network,
    loss: { type: 'huber', delta, chromaWeight },
    rate,
    betas: [0.9, 0.999],
    dropout: 0,
    average,
    oldPhotos,
    flip: true,
    size: windowSize,
    seed: 1,
    tuning: { scope, steps },
  }
}

/** @throws `bad-request`. */
export function requireTrainable({ file }: InstalledModel): void {
  if (file.tuned) {
    throw new TintypeError(
      'bad-request',
      `"${file.title}" is fine-tuned itself. Fine-tune its base, "${file.tuned.base.id}", with all the photographs together.`,
    )
  }
  if (!networkTraits[file.network.type].tunable) {
    throw new TintypeError('bad-request', `${file.network.type} cannot be fine-tuned; take ${defaultModel}.`)
  }
}

/** @throws `photos-unfit`. @param usable photos that can be learnt from, held out or not */
export function requireEnough(usable: number): void {
  if (usable >= leastPhotos) return
  throw new TintypeError(
    'photos-unfit',
    `Fine-tuning needs at least ${leastPhotos} photographs in colour; ${usable} of these can be used. ` +
      'Add others, for example colour prints of the same people, places and years.',
  )
}

/** No drift at all would be said of what nobody measured. */
function requireOthers({ drift }: Dataset): void {
  if (drift.indices.length > 0) return
  throw new TintypeError(
    'file-unreadable',
    'Not one other photograph can be read, not even the samples of Tintype: what fine-tuning does to others could not be seen. Install Tintype again.',
  )
}
