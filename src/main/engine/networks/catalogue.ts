import type { NetworkShape } from '../../../shared/contract/model.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { TensorShapes } from '../weights/model.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import { networkOf } from './generator.ts'
import type { Network } from './network.ts'
import { pix2pixUnet, pix2pixUnetTable } from './pix2pix-unet.ts'
import { resnet18Unet, resnet18UnetMultiple, resnet18UnetTable } from './resnet18-unet.ts'
import { tintypeMobile, tintypeMobileShapes } from './tintype-mobile.ts'

/** What a network of one type needs in its file, and how it is built from that. */
interface NetworkType<S extends NetworkShape> {
  shapes: (shape: S) => TensorShapes
  build: (tf: TensorFlow, weights: Map<string, StoredTensor>, shape: S) => Network
}

type NetworkTypes = { [T in NetworkShape['type']]: NetworkType<Extract<NetworkShape, { type: T }>> }

/** Every network that a model file may name. */
const networkTypes: NetworkTypes = {
  'tintype-mobile': { shapes: tintypeMobileShapes, build: tintypeMobile },
  'pix2pix-unet': {
    shapes: (shape) => pix2pixUnetTable(shape).shapes,
    build: (tf, weights, shape) =>
      networkOf(tf, weights, 2 ** shape.levels, (blocks, l) => pix2pixUnet(blocks, shape, l)),
  },
  'resnet18-unet': {
    shapes: (shape) => resnet18UnetTable(shape).shapes,
    build: (tf, weights, shape) =>
      networkOf(tf, weights, resnet18UnetMultiple, (blocks, l) => resnet18Unet(blocks, shape, l)),
  },
}

/** The entry of `shape`'s own type; TypeScript cannot see that the two belong together. */
export function networkType<S extends NetworkShape>(shape: S): NetworkType<S> {
  return networkTypes[shape.type] as unknown as NetworkType<S>
}
