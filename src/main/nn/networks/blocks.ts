import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core'
import { TintypeError } from '../../../shared/errors.ts'
import type { TensorFlow } from '../backends/backend.ts'
import type { StoredTensor } from '../weights/safetensors.ts'

export type Activation = 'linear' | 'relu' | 'relu6'

interface Convolution {
  activation: Activation
  strides?: 1 | 2
  /** Zeros on every side; left out: as TensorFlow's `same`, which is lopsided for even sides and strides of 2. */
  pad?: number
}

/** What only training has: dropout, and norms that follow the batch. */
export interface TrainingPass {
  /** Share of values that dropout sets to zero; 0 for none. */
  dropout: number
  /** Seed of the next dropout mask. */
  maskSeed: () => number
}

const normEpsilon = 1e-5
/** Share of the newest batch in the running statistics. */
const normMomentum = 0.1

export function toTensors(tf: TensorFlow, stored: Map<string, StoredTensor>): Map<string, Tensor> {
  return new Map([...stored].map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]))
}

/**
 * The vocabulary that networks are written in: layers by the name their weights have in the file
 * (`<layer>/kernel`, `<layer>/bias`, where there is one). Activations are [batch, height, width, channels].
 * With a training pass the weights are variables.
 */
export class Blocks {
  readonly tf: TensorFlow
  readonly #weights: Map<string, Tensor>
  readonly #training: TrainingPass | null

  constructor(tf: TensorFlow, weights: Map<string, Tensor>, training: TrainingPass | null = null) {
    this.tf = tf
    this.#weights = weights
    this.#training = training
  }

  /** Taps of a layer's kernel. */
  kernelArea(layer: string): number {
    const [height, width] = this.#weight<Tensor4D>(layer, 'kernel').shape
    return height * width
  }

  /** Kernel [h, w, in, out]. */
  convolve(x: Tensor4D, layer: string, { activation, strides = 1, pad }: Convolution): Tensor4D {
    const filter = this.#weight<Tensor4D>(layer, 'kernel')
    const padded = pad ? this.surround(x, pad) : x
    const padding = pad === undefined ? 'same' : 'valid'
    const bias = this.#optionalBias(layer)
    if (this.#training) {
      return this.#finished(this.tf.conv2d(padded, filter, strides, padding), activation, bias)
    }
    return this.tf.fused.conv2d({ x: padded, filter, strides, pad: padding, activation, ...bias })
  }

  /**
   * In training convolutions are single operations: fused ones compute every gradient, wanted or not, and
   * round otherwise inside of a gradient's tape than outside.
   */
  #finished(y: Tensor4D, activation: Activation, { bias }: { bias?: Tensor1D }): Tensor4D {
    const shifted = bias ? this.tf.add<Tensor4D>(y, bias) : y
    return activation === 'linear' ? shifted : this.tf[activation](shifted)
  }

  /** Transposed convolution to twice the size; kernel [4, 4, out, in]. */
  convolveTransposed(x: Tensor4D, layer: string): Tensor4D {
    const filter = this.#weight<Tensor4D>(layer, 'kernel')
    const [batch, height, width] = x.shape
    const size: [number, number, number, number] = [batch, 2 * height, 2 * width, filter.shape[2]]
    const y = this.tf.conv2dTranspose(x, filter, size, 2, 'same')
    const { bias } = this.#optionalBias(layer)
    return bias ? this.tf.add(y, bias) : y
  }

  /**
   * Batch norm. With `batch`, training takes mean and variance from the batch and lets the running ones
   * follow; otherwise, and always outside of training, the running ones are used.
   */
  normalise(x: Tensor4D, layer: string, statistics: 'batch' | 'stored'): Tensor4D {
    const [mean, variance, beta, gamma] = (['mean', 'variance', 'beta', 'gamma'] as const).map((part) =>
      this.#weight<Tensor1D>(layer, part),
    )
    if (statistics === 'stored' || !this.#training) {
      return this.tf.batchNorm4d(x, mean, variance, beta, gamma, normEpsilon)
    }
    const [batch, height, width] = x.shape
    const values = batch * height * width
    if (values < 2) {
      throw new TintypeError(
        'bad-request',
        'A batch of one photo this small has no spread to normalise by. Choose a larger --size or --batch.',
      )
    }
    const found = this.tf.moments(x, [0, 1, 2]) as { mean: Tensor1D; variance: Tensor1D }
    this.#follow(mean, found.mean)
    // The running variance is that of the population the batch was drawn from.
    this.#follow(variance, this.tf.mul(found.variance, values / (values - 1)))
    return this.tf.batchNorm4d(x, found.mean, found.variance, beta, gamma, normEpsilon)
  }

  /** Zeroes a share of the values and scales the others up, in training alone. */
  dropout(x: Tensor4D): Tensor4D {
    if (!this.#training || this.#training.dropout === 0) return x
    return this.tf.dropout(x, this.#training.dropout, undefined, this.#training.maskSeed()) as Tensor4D
  }

  /**
   * Four channels become a 2 x 2 block: channel `o * C + c` goes to row `o / 2`, column `o % 2`.
   * TensorFlow.js has this as `depthToSpace`, but without a gradient.
   */
  pixelShuffle(x: Tensor4D): Tensor4D {
    const [batch, height, width, channels] = x.shape
    const half = channels / 2
    const rows = this.tf.transpose(this.tf.reshape(x, [batch * height, width, 2, half]), [0, 2, 1, 3])
    return this.tf.reshape(rows, [batch, 2 * height, 2 * width, half / 2])
  }

  /** Zeros around height and width. */
  surround(x: Tensor4D, pad: number): Tensor4D {
    return this.tf.pad(x, [
      [0, 0],
      [pad, pad],
      [pad, pad],
      [0, 0],
    ])
  }

  /** Kernel [h, w, channels, 1]. */
  convolveDepthwise(x: Tensor4D, layer: string, { activation, strides = 1 }: Convolution): Tensor4D {
    const filter = this.#weight<Tensor4D>(layer, 'kernel')
    const bias = this.#bias(layer)
    if (this.#training) {
      return this.#finished(this.tf.depthwiseConv2d(x, filter, strides, 'same'), activation, { bias })
    }
    return this.tf.fused.depthwiseConv2d({ x, filter, strides, pad: 'same', activation, bias })
  }

  /** `x` [batch, in], kernel [in, out]. */
  dense(x: Tensor2D, layer: string): Tensor2D {
    return this.tf.add(this.tf.matMul(x, this.#weight<Tensor2D>(layer, 'kernel')), this.#bias(layer))
  }

  /** Twice the size, bilinear, half-pixel centres. */
  upsample(x: Tensor4D): Tensor4D {
    const [, height, width] = x.shape
    const size: [number, number] = [2 * height, 2 * width]
    if (!this.#training) return this.tf.image.resizeBilinear(x, size, false, true)
    // The same numbers with a gradient that is right: that of resizeBilinear is not, for half-pixel centres.
    return this.#smooth(this.#smooth(this.tf.image.resizeNearestNeighbor(x, size), 1), 2)
  }

  /** [1 2 1] / 4 along one axis, the border repeated (by hand: the gradient of `mirrorPad` forgets it). */
  #smooth(x: Tensor4D, axis: 1 | 2): Tensor4D {
    const { tf } = this
    const part = (begin: number, length: number): Tensor4D => {
      const [first, size] = [[0, 0, 0, 0] as typeof x.shape, [...x.shape] as typeof x.shape]
      first[axis] = begin
      size[axis] = length
      return tf.slice(x, first, size)
    }
    const side = x.shape[axis]
    const before = tf.concat([part(0, 1), part(0, side - 1)], axis)
    const after = tf.concat([part(1, side - 1), part(side - 1, 1)], axis)
    return tf.mul(tf.add(tf.add(before, after), tf.mul(x, 2)), 0.25)
  }

  /** Its running statistics move towards those of the batch, beside the gradient. */
  #follow(running: Tensor1D, found: Tensor1D): void {
    const { tf } = this
    const next = tf.tidy(() => tf.add(tf.mul(running, 1 - normMomentum), tf.mul(found, normMomentum)))
    ;(running as Variable<typeof tf.Rank.R1>).assign(next as Tensor1D)
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose()
  }

  #optionalBias(layer: string): { bias?: Tensor1D } {
    const bias = this.#weights.get(`${layer}/bias`) as Tensor1D | undefined
    return bias ? { bias } : {}
  }

  #bias(layer: string): Tensor1D {
    return this.#weight<Tensor1D>(layer, 'bias')
  }

  #weight<T extends Tensor>(layer: string, part: string): T {
    return this.#weights.get(`${layer}/${part}`) as T
  }
}
