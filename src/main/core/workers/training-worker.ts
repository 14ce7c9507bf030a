import type { EngineChoice, EngineId, EngineInfo } from '../../../shared/contract/engine.ts'
import { type TrainingContract, trainingContract } from '../../../shared/contract/training.ts'
import { startWorker, type Worker, type WorkerPlan } from '../../transport/worker.ts'
import { workerEntry } from '../files/paths.ts'
import { enginePlan } from './plans.ts'

/** A step of a large network takes minutes on WebAssembly, and nothing is heard from it meanwhile. */
const timeout = 60 * 60_000

/** `low`: whatever else the computer does comes first. */
export type Priority = 'normal' | 'low'

/** The process that trains. */
export function trainingWorkerPlan(
  engine: EngineId,
  priority: Priority = 'normal',
): WorkerPlan<TrainingContract> {
  const { log, args = [], env = {} } = enginePlan(engine)
  return {
    name: 'training',
    contract: trainingContract,
    entry: workerEntry('training'),
    args: [...args, ...(priority === 'low' ? ['--low'] : [])],
    env,
    ...(log && { log }),
    // A run may take days; whether the process still lives its heartbeat tells.
    callTimeout: Number.POSITIVE_INFINITY,
    heartbeat: { every: 10_000, timeout },
  }
}

/**
 * Starts the training process on the engine asked for; with `auto` on native TensorFlow where it starts, else on
 * WebAssembly.
 */
export async function startTraining(
  wanted: EngineChoice,
  priority: Priority = 'normal',
): Promise<{ worker: Worker<TrainingContract>; info: EngineInfo }> {
  if (wanted === 'auto') {
    return startTraining('tensorflow', priority).catch(() => startTraining('wasm', priority))
  }
  const worker = await startWorker(trainingWorkerPlan(wanted, priority))
  return { worker, info: await worker.client.describe({}) }
}
