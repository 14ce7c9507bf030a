import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { below } from './weights.ts'

export interface AdamSettings {
  rate: number
  betas: readonly [number, number]
}

const epsilon = 1e-8

/** Tensors by the names of the weights they belong to. */
type Moments = Map<string, Variable>

/**
 * Adam with its state in the open, so that a run taken up from a checkpoint goes on exactly: the
 * library's own keeps powers of the betas that it cannot restore to the last bit.
 */
export class Adam {
  readonly #tf: TensorFlow
  readonly #weights: Map<string, Variable>
  readonly #settings: AdamSettings
  readonly #first: Moments
  readonly #second: Moments
  #steps = 0

  constructor(tf: TensorFlow, weights: Map<string, Variable>, settings: AdamSettings) {
    this.#tf = tf
    this.#weights = weights
    this.#settings = settings
    const zeros = (): Moments =>
      new Map(
        [...weights].map(([name, { shape }]) => [name, tf.tidy(() => tf.variable(tf.zeros(shape), false))]),
      )
    this.#first = zeros()
    this.#second = zeros()
  }

  get steps(): number {
    return this.#steps
  }

  /**
   * Moves the weights against `gradients`, which are named as `tf.variableGrads` names them.
   * @param share of the rate that this step takes
   */
  apply(gradients: NamedTensorMap, share = 1): void {
    this.#steps += 1
    const { rate, betas } = this.#settings
    const stepSize = (share * rate) / (1 - betas[0] ** this.#steps)
    const secondScale = 1 / Math.sqrt(1 - betas[1] ** this.#steps)
    for (const [name, weight] of this.#weights) {
      const gradient = gradients[weight.name]
      if (gradient) this.#move(name, weight, gradient, stepSize, secondScale)
    }
  }

  #move(name: string, weight: Variable, gradient: Tensor, stepSize: number, secondScale: number): void {
    const tf = this.#tf
    const { betas } = this.#settings
    const [first, second] = [this.#first.get(name)!, this.#second.get(name)!]
    tf.tidy(() => {
      first.assign(tf.add(tf.mul(first, betas[0]), tf.mul(gradient, 1 - betas[0])))
      second.assign(tf.add(tf.mul(second, betas[1]), tf.mul(tf.square(gradient), 1 - betas[1])))
      const spread = tf.add(tf.mul(tf.sqrt(second), secondScale), epsilon)
      weight.assign(tf.sub(weight, tf.mul(tf.div(first, spread), stepSize)))
    })
  }

  /** The moments, `first/<weight>` and `second/<weight>`: with `steps` all that Adam remembers. */
  state(): Map<string, Variable> {
    return new Map([...below('first', this.#first), ...below('second', this.#second)])
  }

  resumeAt(steps: number): void {
    this.#steps = steps
  }

  dispose(): void {
    this.#tf.dispose([...this.#first.values(), ...this.#second.values()])
  }
}
