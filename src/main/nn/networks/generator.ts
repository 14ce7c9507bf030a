import type { Tensor4D } from '@tensorflow/tfjs-core'
import { TintypeError } from '../../../shared/errors.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import { Blocks, toTensors } from './blocks.ts'
import type { Network } from './network.ts'

/** A generator without hints, ready to colour: it answers at full size, a `Network` at half. */
export function networkOf(
  tf: TensorFlow,
  stored: Map<string, StoredTensor>,
  multiple: number,
  colour: (blocks: Blocks, l: Tensor4D) => Tensor4D,
): Network {
  const blocks = new Blocks(tf, toTensors(tf, stored))
  return {
    multiple,
    encode: (l) => tf.tidy(() => [tf.avgPool(colour(blocks, l), 2, 2, 'valid')]),
    looks: () => [],
    decode: ([ab], hints) => {
      if (hints)
        throw new TintypeError('bad-request', 'This model takes no colour hints. Use tintype-mobile.')
      return ab.clone()
    },
    dispose: () => blocks.dispose(),
  }
}
