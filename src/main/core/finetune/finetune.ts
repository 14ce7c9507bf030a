import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineId } from '../../../shared/contract/engine.ts'
import type { FinetunePreset, FinetuneResult, Fitness } from '../../../shared/contract/finetune.ts'
import { findSources } from '../colorize/sources.ts'
import { modelId } from '../models/ids.ts'
import { findModel, type InstalledModel } from '../models/registry.ts'
import { userData } from '../places.ts'
import { samplePhotos } from '../samples.ts'
import { cores, createImagingPool } from '../workers.ts'
import { fitnessOf } from './fitness.ts'
import { keepModel } from './keep.ts'
import { openMaterial } from './material.ts'
import { openState, requireTeachable } from './plan.ts'
import { type FinetuneEvents, FinetuneRunner } from './runner.ts'

export interface FinetuneRequest {
  /** Folders, with all below them, and pictures. */
  photos: readonly string[]
  name: string
  preset: FinetunePreset
  /** Instead of the preset's. */
  steps?: number
  base: string
  engine: EngineId | 'auto'
  /** Throws an unfinished run of this name away instead of going on with it. */
  anew: boolean
}

export interface FinetuneRequestEvents extends FinetuneEvents {
  onPhoto?: (done: number, total: number) => void
  onFitness?: (fitness: Fitness) => void
}

/**
 * Teaches a model the user's photos and installs it. A run that was stopped goes on when the same request
 * is made again. Errors: `photos-unfit`, `bad-request`, `model-*`, `engine-missing`, `training-diverged`,
 * `disk-full`, `cancelled`.
 */
export async function finetune(
  request: FinetuneRequest,
  events: FinetuneRequestEvents = {},
  signal?: AbortSignal,
): Promise<{ model: InstalledModel; result: FinetuneResult }> {
  const base = await findModel(request.base)
  requireTeachable(base)
  const folder = join(userData, 'finetune', modelId(request.name, 'own'))
  if (request.anew) await rm(folder, { recursive: true, force: true })
  const { tasks } = await findSources([...request.photos], { recursive: true, output: folder })
  const photos = tasks.map(({ path }) => path)
  const imaging = createImagingPool(Math.min(cores, 4))
  try {
    const order = { folder, photos, others: await samplePhotos() }
    const material = await openMaterial(order, imaging, events.onPhoto, signal)
    try {
      events.onFitness?.(await fitnessOf(material, base, request.engine))
      const state = await openState(folder, material, base, request)
      const { engine } = request
      const options = { folder, state, engine, base: base.place, material, imaging }
      const result = await new FinetuneRunner(options, events, signal).run()
      const model = await keepModel(folder, result, request.name)
      await rm(folder, { recursive: true, force: true })
      return { model, result }
    } finally {
      await material.close()
    }
  } finally {
    await imaging.close()
  }
}
