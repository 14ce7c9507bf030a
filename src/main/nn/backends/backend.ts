import type { EngineInfo } from '../../../shared/contract/engine.ts'

/** The TensorFlow.js of the chosen backend: a native install brings its own instance. */
export type TensorFlow = typeof import('@tensorflow/tfjs-core')

/** What computes: everything above takes its `tf` from here and imports none itself. */
export interface Backend {
  info: EngineInfo
  tf: TensorFlow
}
