import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { NetworkShape } from '../../../shared/contract/model.ts'
import type { TuningScope } from '../../../shared/contract/training.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { TensorShapes } from '../weights/model-folder.ts'
import type { StoredTensor } from '../weights/safetensors.ts'
import type { Blocks } from './blocks.ts'
import { networkOf } from './generator.ts'
import type { Network } from './network.ts'
import { pix2pixUnet, pix2pixUnetMultiple, pix2pixUnetTable } from './pix2pix-unet.ts'
import { resnet18Unet, resnet18UnetMultiple, resnet18UnetTable } from './resnet18-unet.ts'
import {
  tintypeMobile,
  tintypeMobileColours,
  tintypeMobileMultiple,
  tintypeMobileShapes,
  tintypeMobileTuned,
} from './tintype-mobile.ts'

/** What a network of one type needs in its file, how it is run and how it is trained. */
export interface NetworkType<S extends NetworkShape> {
  shapes: (shape: S) => TensorShapes
  build: (tf: TensorFlow, weights: Map<string, StoredTensor>, shape: S) => Network
  /** Sides of the input are multiples of this. */
  multiple: (shape: S) => number
  /** Input pixels, each way, for one of a*b*. */
  reduction: 1 | 2
  /** `l` [batch, H, W, 1] to a*b*, without hints. */
  colours: (blocks: Blocks, shape: S, l: Tensor4D) => Tensor4D
  /** Whether fine-tuning of a scope changes the weight of this name; `undefined` where there is none. */
  tuned?: (name: string, scope: TuningScope) => boolean
  /** New weights; `undefined` where training goes on from a model only. */
  draw?: (shape: S, seed: number) => Map<string, StoredTensor>
}

type NetworkTypes = { [T in NetworkShape['type']]: NetworkType<Extract<NetworkShape, { type: T }>> }

/** Every network that a model file may name. */
const networkTypes: NetworkTypes = {
  'tintype-mobile': {
    shapes: tintypeMobileShapes,
    build: tintypeMobile,
    multiple: () => tintypeMobileMultiple,
    reduction: 2,
    colours: (blocks, _shape, l) => tintypeMobileColours(blocks, l),
    tuned: tintypeMobileTuned,
  },
  'pix2pix-unet': {
    shapes: (shape) => pix2pixUnetTable(shape).shapes,
    build: (tf, weights, shape) =>
      networkOf(tf, weights, pix2pixUnetMultiple(shape), (blocks, l) => pix2pixUnet(blocks, shape, l)),
    multiple: pix2pixUnetMultiple,
    reduction: 1,
    colours: pix2pixUnet,
    draw: (shape, seed) => pix2pixUnetTable(shape).draw(seed),
  },
  'resnet18-unet': {
    shapes: (shape) => resnet18UnetTable(shape).shapes,
    build: (tf, weights, shape) =>
      networkOf(tf, weights, resnet18UnetMultiple, (blocks, l) => resnet18Unet(blocks, shape, l)),
    multiple: () => resnet18UnetMultiple,
    reduction: 1,
    colours: resnet18Unet,
    draw: (shape, seed) => resnet18UnetTable(shape).draw(seed),
  },
}

/** The entry of `shape`'s own type; TypeScript cannot see that the two belong together. */
export function networkType<S extends NetworkShape>(shape: S): NetworkType<S> {
  return networkTypes[shape.type] as unknown as NetworkType<S>
}
