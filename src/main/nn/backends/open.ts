import type { EngineId } from '../../../shared/contract/engine.ts'
import type { Backend } from './backend.ts'

/** Opens the backend asked for and loads no other. @throws `engine-missing`, saying why. */
export async function openBackend(id: EngineId): Promise<Backend> {
  if (id === 'wasm') return (await import('./wasm.ts')).openWasm()
  return (await import('./tensorflow.ts')).openTensorFlow()
}
