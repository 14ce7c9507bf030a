import type { Variable } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../backends/backend.ts'
import { TrainableWeights } from './weights.ts'

/** Exponential moving average of weights: calmer than the last step, and what is kept in the end. */
export class AveragedWeights {
  readonly weights: TrainableWeights
  readonly #tf: TensorFlow
  readonly #followed: Map<string, Variable>
  readonly #decay: number

  /** @param decay share of the old average that each step keeps, 0..1 */
  constructor(tf: TensorFlow, followed: TrainableWeights, decay: number) {
    this.#tf = tf
    this.#followed = followed.all
    this.#decay = decay
    this.weights = new TrainableWeights(tf, followed.read())
  }

  follow(): void {
    const tf = this.#tf
    for (const [name, average] of this.weights.all) {
      const newest = this.#followed.get(name)!
      tf.tidy(() => average.assign(tf.add(tf.mul(average, this.#decay), tf.mul(newest, 1 - this.#decay))))
    }
  }

  dispose(): void {
    this.weights.dispose()
  }
}
