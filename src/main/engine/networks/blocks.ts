import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../backends/backend.ts'
import type { StoredTensor } from '../weights/safetensors.ts'

export type Activation = 'linear' | 'relu' | 'relu6'

interface Convolution {
  activation: Activation
  strides?: 1 | 2
}

/**
 * The vocabulary that networks are written in: layers by the name their weights have in the file
 * (`<layer>/kernel`, `<layer>/bias`). Activations are [batch, height, width, channels], padding is `same`.
 */
export class Blocks {
  readonly tf: TensorFlow
  readonly #weights: Map<string, Tensor>

  constructor(tf: TensorFlow, stored: Map<string, StoredTensor>) {
    this.tf = tf
    this.#weights = new Map([...stored].map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]))
  }

  /** Kernel [h, w, in, out]. */
  convolve(x: Tensor4D, layer: string, { activation, strides = 1 }: Convolution): Tensor4D {
    const filter = this.#weight<Tensor4D>(layer, 'kernel')
    return this.tf.fused.conv2d({ x, filter, strides, pad: 'same', activation, bias: this.#bias(layer) })
  }

  /** Kernel [h, w, channels, 1]. */
  convolveDepthwise(x: Tensor4D, layer: string, { activation, strides = 1 }: Convolution): Tensor4D {
    const filter = this.#weight<Tensor4D>(layer, 'kernel')
    const bias = this.#bias(layer)
    return this.tf.fused.depthwiseConv2d({ x, filter, strides, pad: 'same', activation, bias })
  }

  /** `x` [batch, in], kernel [in, out]. */
  dense(x: Tensor2D, layer: string): Tensor2D {
    return this.tf.add(this.tf.matMul(x, this.#weight<Tensor2D>(layer, 'kernel')), this.#bias(layer))
  }

  /** Twice the size, bilinear, half-pixel centres. */
  upsample(x: Tensor4D): Tensor4D {
    const [, height, width] = x.shape
    return this.tf.image.resizeBilinear(x, [2 * height, 2 * width], false, true)
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose()
  }

  #bias(layer: string): Tensor1D {
    return this.#weight<Tensor1D>(layer, 'bias')
  }

  #weight<T extends Tensor>(layer: string, part: string): T {
    return this.#weights.get(`${layer}/${part}`) as T
  }
}
