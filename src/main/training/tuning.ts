import type { Tensor } from '@tensorflow/tfjs-core'
import type { NetworkShape } from '../../shared/contract/model.ts'
import type { Tuning, TuningScope } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { networkType } from '../nn/networks/catalogue.ts'
import { readTensors, type TrainableWeights } from './weights.ts'

/** Steps until the rate has risen: the moments of Adam know nothing at first. */
const warmUp = 20

/**
 * Which weights of `network` a scope changes.
 * @throws `bad-request` for a network that cannot be fine-tuned.
 */
export function tunedIn(network: NetworkShape, scope: TuningScope): (name: string) => boolean {
  const { tuned } = networkType(network)
  if (!tuned)
    throw new TintypeError('bad-request', `${network.type} cannot be fine-tuned; take tintype-mobile.`)
  return (name) => tuned(name, scope)
}

/** Remembers where fine-tuning began, and paces it. */
export class Tuner {
  /** The whole network as it began. */
  readonly start: Map<string, Tensor>
  readonly #tf: TensorFlow
  readonly #tuning: Tuning
  readonly #trainedAtStart: Map<string, Tensor>

  constructor(tf: TensorFlow, tuning: Tuning, weights: TrainableWeights) {
    this.#tf = tf
    this.#tuning = tuning
    this.#trainedAtStart = new Map([...weights.trained].map(([name, weight]) => [name, tf.clone(weight)]))
    this.start = new Map<string, Tensor>([...weights.all, ...this.#trainedAtStart])
  }

  /** Up linearly, down along a cosine to nothing: share of the rate for the step after `done`. */
  rateAt(done: number): number {
    const { steps } = this.#tuning
    const down = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done / steps)))
    return Math.min(1, (done + 1) / warmUp) * down
  }

  /** What `weights` have become, less what they were. */
  differences(weights: Map<string, Tensor>) {
    const tf = this.#tf
    const changes = new Map<string, Tensor>()
    for (const [name, was] of this.#trainedAtStart) changes.set(name, tf.sub(weights.get(name)!, was))
    const read = readTensors(changes)
    tf.dispose([...changes.values()])
    return read
  }

  dispose(): void {
    this.#tf.dispose([...this.#trainedAtStart.values()])
  }
}
