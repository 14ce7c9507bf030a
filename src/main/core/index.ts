import type { ColorizeRequest } from '../../shared/contract/colorize.ts'
import type { EngineChoice, EngineContract, EngineInfo, NetworkSize } from '../../shared/contract/engine.ts'
import type { ImagingContract, Picture } from '../../shared/contract/imaging.ts'
import type { LChannel } from '../../shared/contract/pixels.ts'
import type { WireError } from '../../shared/errors.ts'
import type { Pool } from '../transport/pool.ts'
import { type BatchEvents, type BatchSummary, colorizeBatch } from './colorize/batch.ts'
import { lightnessOf } from './colorize/colours.ts'
import { OutputFolders } from './colorize/output-folders.ts'
import { modelFor } from './colorize/used-model.ts'
import { findModel, type InstalledModel } from './models/registry.ts'
import { createImagingPool, openEngine } from './workers/plans.ts'
import type { ColouringWorkers } from './workers/pools.ts'

export type { BatchSummary, PhotoJob } from './colorize/batch.ts'
export { describeFindings } from './doctor/describe-findings.ts'
export { type EngineFinding, examine, type Findings } from './doctor/doctor.ts'
export { writeReport, writeReportInto } from './doctor/system-report.ts'
export { appRoot, logFolder } from './files/paths.ts'
export {
  type FinetuneRequest,
  type FinetuneRequestEvents,
  finetune,
} from './finetune/finetune.ts'
export type { Progress } from './jobs/queue.ts'
export { removeModel, setStrength } from './models/edit-model.ts'
export { exportModel } from './models/export.ts'
export { importBackbone, importModel } from './models/install.ts'
export { findModel, type InstalledModel, listModels } from './models/registry.ts'
export { verifyModels } from './models/verify-models.ts'
export { train } from './training/train.ts'
export {
  type Comparison,
  comparisons,
  type RecipeEvents,
  trainComparison,
  trainTutorial,
} from './training/tutorial.ts'
export { cores } from './workers/plans.ts'

/** As the doorway's own; loaded only now, for most commands do without the app. */
export const openDoorway: typeof import('./doorway.ts').openDoorway = async (options) =>
  (await import('./doorway.ts')).openDoorway(options)

export interface CoreOptions {
  engine: EngineChoice
  /** Photographs in work at the same time. */
  jobs: number
}

/** Core's public face: owns the workers, and does with them what its clients ask for. */
export interface Core {
  /** The engine that runs. */
  info: EngineInfo
  /** Why native TensorFlow was passed over, when the engine was chosen automatically. */
  fallbackReason: WireError | undefined
  imaging: Pool<ImagingContract>
  engine: Pool<EngineContract>
  colorize: (request: ColorizeRequest, events?: BatchEvents, signal?: AbortSignal) => Promise<BatchSummary>
  /** What the network sees of a picture. @throws `file-*`, `picture-*`. */
  lightnessOf: (picture: Picture, size: NetworkSize) => Promise<LChannel>
  /** By id or folder. @throws `model-missing`, `model-damaged`, `model-foreign`. */
  model: (wanted: string) => Promise<InstalledModel>
  close: () => Promise<void>
}

/** Starts the workers. @throws `engine-missing` when an engine asked for by name does not start. */
export async function openCore({ engine: wanted, jobs }: CoreOptions): Promise<Core> {
  const imaging = createImagingPool(jobs)
  const { pool: engine, info, fallbackReason } = await openEngine(wanted, jobs)
  const workers: ColouringWorkers = {
    imaging: (task) => imaging.use(task),
    engine: (task) => engine.use(task),
  }

  const close = async (): Promise<void> => {
    await Promise.all([imaging.close(), engine.close()])
  }
  const colorize: Core['colorize'] = async (request, events = {}, signal) => {
    const model = await modelFor(request.settings.model)
    // Before the first photo: a damaged model is one clear error, not one for each photo.
    await workers.engine((client) => client.load({ model: model.reference }))
    const folders = new OutputFolders(request.output)
    return colorizeBatch(
      request,
      { workers, folders, model, concurrency: imaging.size },
      events,
      signal,
      close,
    )
  }
  return {
    ...{ info, fallbackReason, imaging, engine, colorize, close },
    model: findModel,
    lightnessOf: (picture, size) => lightnessOf(picture, size, workers),
  }
}
