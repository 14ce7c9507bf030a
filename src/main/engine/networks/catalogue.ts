import type { NetworkShape } from '../../../shared/contract/model.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { TensorShapes } from '../weights/model.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import type { Network } from './network.ts'
import { tintypeMobile, tintypeMobileShapes } from './tintype-mobile.ts'

/** What a network of one type needs in its file, and how it is built from that. */
interface NetworkType<S extends NetworkShape> {
  shapes: (shape: S) => TensorShapes
  build: (tf: TensorFlow, weights: Map<string, StoredTensor>) => Network
}

/** Every network that a model file may name. */
export const networkTypes: { [T in NetworkShape['type']]: NetworkType<Extract<NetworkShape, { type: T }>> } =
  {
    'tintype-mobile': { shapes: tintypeMobileShapes, build: tintypeMobile },
  }
