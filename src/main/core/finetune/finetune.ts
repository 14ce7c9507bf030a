import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineChoice } from '../../../shared/contract/engine.ts'
import {
  type DatasetReport,
  type FinetunePreset,
  type FinetuneResult,
  finetuneCalls,
} from '../../../shared/contract/finetune.ts'
import { TintypeError, toWireError } from '../../../shared/errors.ts'
import { userData } from '../files/paths.ts'
import { samplePhotos } from '../files/sample-photos.ts'
import { findSources } from '../files/sources.ts'
import { modelId } from '../models/ids.ts'
import { findModel, type InstalledModel } from '../models/registry.ts'
import { referencesIn } from '../training/photo-reference.ts'
import { cores, createImagingPool } from '../workers/plans.ts'
import { openState, requireTrainable } from './configuration.ts'
import { openDataset } from './dataset.ts'
import { durationsOf, suitabilityOf } from './dataset-report.ts'
import { type FinetuneEvents, FinetuneRunner } from './finetune-run.ts'
import { keepModel } from './keep.ts'
import { readState } from './state.ts'

export interface FinetuneRequest {
  /** Folders, with all below them, and pictures. */
  photos: readonly string[]
  name: string
  preset: FinetunePreset
  /** Instead of the preset's. */
  steps?: number
  base: string
  engine: EngineChoice
  /** Throws an unfinished run of this name away instead of going on with it. */
  anew: boolean
}

export interface FinetuneRequestEvents extends FinetuneEvents {
  onPhoto?: (done: number, total: number) => void
  onReport?: (report: DatasetReport) => void
}

/**
 * Fine-tunes a model on the user's photos and installs it. A run that was stopped goes on when the same request
 * is made again.
 * @throws `photos-unfit`, `bad-request`, `model-*`, `engine-missing`, `training-diverged`,
 * `disk-full`, `cancelled`.
 * @param signal leaves a checkpoint and ends
 */
export async function finetune(
  request: FinetuneRequest,
  events: FinetuneRequestEvents = {},
  signal?: AbortSignal,
): Promise<{ model: InstalledModel; result: FinetuneResult }> {
  const name = nameOf(request)
  const base = await findModel(request.base)
  requireTrainable(base)
  const folder = join(userData, 'finetune', modelId(name, 'own'))
  if (request.anew) await rm(folder, { recursive: true, force: true })
  const isNew = (await readState(folder)) === undefined
  const { files } = await findSources([...request.photos], { recursive: true, output: folder })
  const imaging = createImagingPool(Math.min(cores, 4))
  try {
    const photos = await referencesIn(files, imaging)
    const others = (await samplePhotos()).map((path) => ({ path }))
    const order = { folder, photos, others }
    const dataset = await openDataset(order, imaging, events.onPhoto, signal)
    // What was begun is not tried out again: how fast it goes is seen at once.
    const presets = isNew ? await durationsOf(dataset, base, request.engine, signal) : []
    events.onReport?.({ ...suitabilityOf(dataset), presets })
    const state = await openState(folder, dataset, base, request)
    const { engine } = request
    const options = { folder, state, engine, base: base.reference, dataset, imaging }
    const result = await new FinetuneRunner(options, events, { stop: signal }).run()
    const model = await keepModel(folder, result, name)
    await rm(folder, { recursive: true, force: true })
    return { model, result }
  } catch (thrown) {
    // Photos that were only looked at do not stay behind.
    if (isNew && toWireError(thrown).kind === 'photos-unfit')
      await rm(folder, { recursive: true, force: true })
    throw thrown
  } finally {
    await imaging.close()
  }
}

/** @throws `bad-request`, before anything is trained under a name that no model can have. */
function nameOf({ name }: FinetuneRequest): string {
  const parsed = finetuneCalls['finetune.keep'].args.shape.name.safeParse(name)
  if (parsed.success) return parsed.data
  throw new TintypeError('bad-request', `"${name}" cannot name a model: 1 to 60 characters, not only spaces.`)
}
