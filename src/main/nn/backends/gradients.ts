import { createRequire, registerHooks } from 'node:module'
import type { TensorFlow } from './backend.ts'

const inCore = '/tfjs-core/dist/'

/**
 * Teaches `tf` the gradients of its operations: Node's bundle of the WebAssembly engine's TensorFlow.js
 * leaves them out. Native installs have them; a second call changes nothing.
 */
export function registerGradients(tf: TensorFlow): void {
  if (tf.getGradient('Conv2D')) return
  // The package's modules are written for bundlers, which find files by names without extensions.
  // Registry and engine are global, so that gradients loaded as modules serve the bundle too.
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const bare = specifier.startsWith('.') && !specifier.endsWith('.js')
      return next(bare && context.parentURL?.includes(inCore) ? `${specifier}.js` : specifier, context)
    },
  })
  try {
    createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js')
  } finally {
    hooks.deregister()
  }
}
