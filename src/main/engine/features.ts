import { readFile } from 'node:fs/promises'
import type { Rgb } from '../../shared/contract/pixels.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { Blocks, toTensors } from '../nn/networks/blocks.ts'
import { mobileNetV2, mobileNetV2Channels, mobileNetV2Shapes } from '../nn/networks/mobilenet-v2.ts'
import { checkShapes } from '../nn/weights/model-folder.ts'
import { readSafetensors, type StoredTensor } from '../nn/weights/safetensors.ts'

const featureCount = 1280
const shapes = mobileNetV2Shapes()
  .set('head/kernel', [1, 1, mobileNetV2Channels.at(-1)!, featureCount])
  .set('head/bias', [featureCount])

/** What a classifier sees in pictures; keeps its network, since an evaluation asks thousands of times. */
export class FeatureExtractor {
  readonly #tf: TensorFlow
  readonly #networks = new Map<string, Promise<Blocks>>()

  constructor(tf: TensorFlow) {
    this.#tf = tf
  }

  /**
   * @returns mean over the picture of the last layer before the classes, 1280 values
   * @throws `model-missing`, `model-damaged`, `model-foreign`, `out-of-memory`.
   */
  async extract(
    { data, width, height }: Rgb,
    file: string,
  ): Promise<{ features: Float32Array<ArrayBuffer> }> {
    const tf = this.#tf
    const blocks = await this.#load(file)
    const pooled = tf.tidy(() => {
      const picture = Float32Array.from(data, (value) => value / 127.5 - 1)
      const deepest = mobileNetV2(blocks, tf.tensor4d(picture, [1, height, width, 3])).at(-1)!
      return tf.mean(blocks.convolve(deepest, 'head', { activation: 'relu6' }), [1, 2])
    })
    const features = pooled.dataSync<'float32'>()
    pooled.dispose()
    return { features: Float32Array.from(features) }
  }

  #load(file: string): Promise<Blocks> {
    return this.#networks.get(file) ?? this.#start(file)
  }

  #start(file: string): Promise<Blocks> {
    const network = read(file).then((stored) => new Blocks(this.#tf, toTensors(this.#tf, stored)))
    this.#networks.set(file, network)
    void network.catch(() => this.#networks.delete(file))
    return network
  }
}

/** The tensors that are needed; a file may hold the classifier as well. */
async function read(file: string): Promise<Map<string, StoredTensor>> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new TintypeError('model-missing', `The feature network ${file} cannot be read.`, { cause })
  })
  const tensors = readSafetensors(bytes, (name) => shapes.has(name))
  checkShapes(tensors, shapes, file)
  return tensors
}
