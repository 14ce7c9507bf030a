import type { Variable } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../nn/backends/backend.ts'
import type { TrainableWeights } from './weights.ts'

/** Exponential moving average of weights: calmer than the last step, and what is kept in the end. */
export class AveragedWeights {
  /** Averages of the weights that training changes. */
  readonly moving: Map<string, Variable>
  /** A whole network: the averages, and what never changes. */
  readonly all: Map<string, Variable>
  readonly #tf: TensorFlow
  readonly #followed: Map<string, Variable>
  readonly #decay: number

  /** @param decay share of the old average that each step keeps, 0..1 */
  constructor(tf: TensorFlow, followed: TrainableWeights, decay: number) {
    this.#tf = tf
    this.#followed = followed.moving
    this.#decay = decay
    this.moving = new Map([...followed.moving].map(([name, newest]) => [name, tf.variable(newest, false)]))
    this.all = new Map([...followed.all, ...this.moving])
  }

  follow(): void {
    const tf = this.#tf
    for (const [name, average] of this.moving) {
      const newest = this.#followed.get(name)!
      tf.tidy(() => average.assign(tf.add(tf.mul(average, this.#decay), tf.mul(newest, 1 - this.#decay))))
    }
  }

  dispose(): void {
    this.#tf.dispose([...this.moving.values()])
  }
}
