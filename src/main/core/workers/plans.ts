import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'
import {
  type EngineChoice,
  type EngineContract,
  type EngineId,
  type EngineInfo,
  engineContract,
} from '../../../shared/contract/engine.ts'
import { type ImagingContract, imagingContract } from '../../../shared/contract/imaging.ts'
import { toWireError, type WireError } from '../../../shared/errors.ts'
import { log } from '../../log/log.ts'
import { Pool } from '../../transport/pool.ts'
import type { WorkerPlan } from '../../transport/worker.ts'
import { appRoot, compileCache, userData, workerEntry } from '../files/paths.ts'
import { workerLog } from './worker-log.ts'

export const cores = availableParallelism()

/** Folders that a native engine may have been set up in, best first. */
export const engineHomes = [join(appRoot, '.engine', 'tensorflow'), join(userData, 'engine', 'tensorflow')]

export function enginePlan(engine: EngineId): WorkerPlan<EngineContract> {
  return {
    name: 'engine',
    contract: engineContract,
    entry: workerEntry('engine'),
    args: ['--engine', engine],
    log: workerLog,
    env: {
      NODE_COMPILE_CACHE: compileCache,
      TINTYPE_ENGINE_HOME: process.env.TINTYPE_ENGINE_HOME || engineHomes.join(delimiter),
    },
  }
}

/** A grey PNG of 2 x 2 pixels. */
const soundPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAFklEQVQImWNgYGBwcHBgaGho+P//PwAUSAU+dfj9hAAAAABJRU5ErkJggg==',
  'base64',
)

function imagingPlan(threads: number): WorkerPlan<ImagingContract> {
  return {
    name: 'imaging',
    contract: imagingContract,
    entry: workerEntry('imaging'),
    args: ['--threads', String(threads)],
    log: workerLog,
    // glibc's arenas, one a thread, keep the pixels of past photographs: five of 12 megapixels took the
    // process from 309 to 428 MB, and with one arena to 308.
    env: { NODE_COMPILE_CACHE: compileCache, MALLOC_ARENA_MAX: '1' },
    // The process has deadlines of its own, which grow with the picture: this one is for what goes beyond them.
    callTimeout: 2 * 60 * 60_000,
    probe: (client) => client.describePhoto({ picture: Uint8Array.from(soundPicture) }),
  }
}

/** @param idleTimeout milliseconds without use after which a worker ends and gives its memory back */
export function createImagingPool(size: number, idleTimeout?: number): Pool<ImagingContract> {
  return new Pool(imagingPlan(Math.max(1, Math.floor(cores / size))), size, idleTimeout)
}

export interface OpenEngine {
  pool: Pool<EngineContract>
  info: EngineInfo
  /** Why the faster engine is not the one that runs, when none was asked for by name. */
  fallbackReason?: WireError
}

/**
 * Starts the engine asked for; with `auto` native TensorFlow where it starts, else WebAssembly.
 * @throws why the engine that was asked for does not start.
 */
export async function openEngine(
  wanted: EngineChoice,
  jobs: number,
  idleTimeout?: number,
): Promise<OpenEngine> {
  if (wanted !== 'auto') return startPool(wanted, jobs, idleTimeout)
  try {
    return await startPool('tensorflow', jobs, idleTimeout)
  } catch (thrown) {
    log.info({ err: thrown }, 'Native TensorFlow is passed over.')
    return { ...(await startPool('wasm', jobs, idleTimeout)), fallbackReason: toWireError(thrown) }
  }
}

/** TensorFlow spreads one prediction over all cores; WebAssembly has one thread, so it gets processes. */
async function startPool(engine: EngineId, jobs: number, idleTimeout?: number): Promise<OpenEngine> {
  const size = engine === 'tensorflow' ? 1 : Math.min(jobs, cores)
  const pool = new Pool(enginePlan(engine), size, idleTimeout)
  try {
    return { pool, info: await pool.use((client) => client.describe({})) }
  } catch (thrown) {
    await pool.close()
    throw thrown
  }
}
