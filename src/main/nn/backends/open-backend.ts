import type { EngineId } from '../../../shared/contract/engine.ts'
import type { Backend } from './backend.ts'

const openers: Record<EngineId, () => Promise<Backend>> = {
  tensorflow: async () => (await import('./tensorflow.ts')).openTensorFlow(),
  wasm: async () => (await import('./wasm.ts')).openWasm(),
}

/** Opens the backend asked for and loads no other. @throws `engine-missing`, saying why. */
export async function openBackend(id: EngineId): Promise<Backend> {
  return openers[id]()
}
