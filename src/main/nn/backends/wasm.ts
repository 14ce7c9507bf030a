import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { outOfMemory } from '../memory.ts'
import type { Backend } from './backend.ts'
import { registerWasmGradientKernels } from './wasm-gradients.ts'

/** The embedded default: XNNPACK compiled to WebAssembly, one thread (Node gives it no more). */
export async function openWasm(): Promise<Backend> {
  const tf = await import('@tensorflow/tfjs-core')
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(join(dirname(main), sep))
  if (!(await tf.setBackend('wasm'))) {
    throw new TintypeError(
      'engine-missing',
      'The WebAssembly engine does not start. Reinstall Tintype; its files may be incomplete.',
    )
  }
  registerWasmGradientKernels(tf)
  guardMemory(tf.backend() as unknown as { wasm: WasmHeap })
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true
  return { tf, info: { engine: 'wasm', device: `cpu, WebAssembly${simd ? ' SIMD' : ''}`, gpu: false } }
}

interface WasmHeap {
  _malloc: (bytes: number) => number
  _free: (address: number) => void
}

/** Addresses, and so sizes, have 32 bits. */
const addressSpace = 2 ** 32

/**
 * The backend takes whatever address it is given. Without memory that is 0, where its kernels would
 * then write over other tensors, and the photo would come out wrong without a word.
 */
function guardMemory({ wasm }: { wasm: WasmHeap }): void {
  // The first call puts the real function in the place of a stub, and would undo what follows.
  wasm._free(wasm._malloc(1))
  const allocate = wasm._malloc
  wasm._malloc = (bytes) => {
    const address = bytes < addressSpace ? allocate(bytes) : 0
    if (address === 0) throw new TintypeError('out-of-memory', outOfMemory)
    return address
  }
}
