import { toWireError, type WireError } from '../../../shared/errors.ts'
import { startWorker } from '../../transport/worker.ts'
import { enginePlan } from '../workers/plans.ts'
import { findModel, listModels } from './registry.ts'

export interface Verdict {
  id: string
  folder: string
  /** Absent where the weights are what `model.json` says, and fit the network. */
  error?: WireError
}

/** Reads all weights and holds them against hash, shapes and numbers. @param wanted all when left out */
export async function verifyModels(wanted?: string): Promise<Verdict[]> {
  const { models, broken } = await listModels()
  const chosen = wanted === undefined ? models : [await findModel(wanted)]
  const verdicts: Verdict[] = []
  const worker = await startWorker(enginePlan('wasm'))
  try {
    for (const { reference: model } of chosen) {
      const error = await worker.client.verify({ model }).then(() => undefined, toWireError)
      verdicts.push({ id: model.id, folder: model.folder, ...(error && { error }) })
    }
  } finally {
    await worker.stop()
  }
  if (wanted !== undefined) return verdicts
  return [...verdicts, ...broken.map(({ folder, error }) => ({ id: folder, folder, error }))]
}
