import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import type { Backend } from './backend.ts'

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
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true
  return { tf, facts: { engine: 'wasm', device: `cpu, WebAssembly${simd ? ' SIMD' : ''}`, gpu: false } }
}
