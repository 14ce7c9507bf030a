import { freemem, totalmem } from 'node:os'
import { type EngineId, type EngineInfo, engineIds } from '../../../shared/contract/engine.ts'
import { toWireError, type WireError } from '../../../shared/errors.ts'
import { startWorker } from '../../transport/worker.ts'
import { findModel, type InstalledModel, listModels } from '../models/registry.ts'
import { cores, createImagingPool, enginePlan } from '../workers/plans.ts'

export type EngineFinding =
  | { engine: EngineId; found: EngineInfo; startMs: number; perSecond: number }
  | { engine: EngineId; missing: WireError }

export interface Findings {
  node: string
  platform: string
  cores: number
  memory: { total: number; free: number }
  imaging: { versions: Record<string, string> } | { missing: WireError }
  models: Awaited<ReturnType<typeof listModels>>
  engines: EngineFinding[]
  /** Why no engine was measured: there is no such model. */
  unmeasured?: WireError
}

/**
 * Looks at everything Tintype stands on, and measures each engine for `seconds`.
 * @param model runs in the measure
 */
export async function examine(model: string, seconds: number): Promise<Findings> {
  const measured = await measureEngines(model, seconds)
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores,
    memory: { total: totalmem(), free: freemem() },
    imaging: await tryImaging(),
    models: await listModels(),
    ...measured,
  }
}

async function measureEngines(
  model: string,
  seconds: number,
): Promise<Pick<Findings, 'engines' | 'unmeasured'>> {
  const engines: EngineFinding[] = []
  try {
    const installed = await findModel(model)
    for (const engine of engineIds) engines.push(await measureEngine(engine, installed, seconds))
    return { engines }
  } catch (thrown) {
    return { engines, unmeasured: toWireError(thrown) }
  }
}

export async function measureEngine(
  engine: EngineId,
  model: InstalledModel,
  seconds: number,
): Promise<EngineFinding> {
  const started = performance.now()
  try {
    const worker = await startWorker(enginePlan(engine))
    const startMs = performance.now() - started
    try {
      const found = await worker.client.describe({})
      const { perSecond } = await worker.client.measure({ model: model.reference, size: 256, seconds })
      return { engine, found, startMs, perSecond }
    } finally {
      await worker.stop()
    }
  } catch (thrown) {
    return { engine, missing: toWireError(thrown) }
  }
}

async function tryImaging(): Promise<Findings['imaging']> {
  const pool = createImagingPool(1)
  try {
    return await pool.use((client) => client.describe({}))
  } catch (thrown) {
    return { missing: toWireError(thrown) }
  } finally {
    await pool.close()
  }
}
