import type { NamedTensorMap, Scalar, Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core'
import type { Meters, TrainingConfiguration } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import { Random } from '../../shared/random.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { adversarialLoss } from '../nn/losses/adversarial.ts'
import { huberLoss, l1Loss } from '../nn/losses/reconstruction.ts'
import { Blocks } from '../nn/networks/blocks.ts'
import { networkType } from '../nn/networks/catalogue.ts'
import { patchDiscriminator, patchDiscriminatorTable } from '../nn/networks/patch-discriminator.ts'
import type { StoredTensor } from '../nn/weights/safetensors.ts'
import { Adam } from './adam.ts'
import { AveragedWeights } from './average.ts'
import { Tuner, tunedIn } from './tuning.ts'
import { below, TrainableWeights } from './weights.ts'

/** Square photos in the networks' units: `l` [batch, size, size, 1], `ab` [batch, size, size, 2]. */
export interface Batch {
  l: Tensor4D
  ab: Tensor4D
}

/** A network with what changes it. */
interface Learner {
  weights: TrainableWeights
  optimizer: Adam
}

/** The error of a run whose numbers have left all bounds. */
export function diverged(how: string): TintypeError {
  return new TintypeError('training-diverged', `Training diverged: ${how}.`)
}

function stateOf(role: string, learner: Learner | undefined): [string, Variable][] {
  if (!learner) return []
  const { weights, optimizer } = learner
  return [...below(role, weights.moving), ...below(`${role}-adam`, optimizer.state())]
}

/** Trains a generator, with or without a discriminator against it, one batch at a time. */
export class Trainer {
  readonly configuration: TrainingConfiguration
  readonly generator: Learner
  readonly discriminator: Learner | undefined
  readonly average: AveragedWeights | undefined
  /** In fine-tuning: what holds the weights to where they began. */
  readonly tuner: Tuner | undefined
  readonly tf: TensorFlow

  /** @param weights of the generator, all that its network needs */
  constructor(tf: TensorFlow, configuration: TrainingConfiguration, weights: Map<string, StoredTensor>) {
    this.tf = tf
    this.configuration = configuration
    const { network, adversarial, tuning, average, seed } = configuration
    this.generator = this.#learner(weights, tuning && tunedIn(network, tuning.scope))
    if (tuning) this.tuner = new Tuner(tf, tuning, this.generator.weights)
    if (adversarial)
      this.discriminator = this.#learner(patchDiscriminatorTable(adversarial.filters).draw(seed))
    if (average > 0) this.average = new AveragedWeights(tf, this.generator.weights, average)
  }

  get steps(): number {
    return this.generator.optimizer.steps
  }

  /** Weights to colour with: the average, where one is kept. */
  get best(): Pick<TrainableWeights, 'all' | 'moving'> {
    return this.average ?? this.generator.weights
  }

  /**
   * One step; the batch stays the caller's. The truth of the last `rehearsed` photos is what the weights at
   * the start make of them.
   * @throws `training-diverged` when a loss is no number: the
   * weights are spoilt then, and an earlier checkpoint is to be taken up.
   */
  step(batch: Batch, rehearsed = 0): Meters {
    const meters = this.tf.tidy(() => {
      const truth = this.reduce(batch.ab)
      return this.discriminator
        ? this.#adversarialStep(batch.l, truth, this.discriminator)
        : this.#colourStep(batch.l, this.#withRehearsed(batch.l, truth, rehearsed))
    })
    for (const [name, value] of Object.entries(meters)) {
      if (!Number.isFinite(value)) {
        throw diverged(`${name} is ${value} at step ${this.steps}`)
      }
    }
    this.average?.follow()
    return meters
  }

  /** Every variable that training changes or remembers, by the name it has in a checkpoint. */
  state(): Map<string, Variable> {
    return new Map([
      ...stateOf('generator', this.generator),
      ...stateOf('discriminator', this.discriminator),
      ...(this.average ? below('average', this.average.moving) : []),
    ])
  }

  /** Says how many steps led to the state, once that was put back. */
  resumeAt(steps: number): void {
    this.generator.optimizer.resumeAt(steps)
    this.discriminator?.optimizer.resumeAt(steps)
  }

  /**
   * a*b* of `l` [batch, H, W, 1], in the networks' units, at the network's resolution.
   * @param weights left out: the best
   */
  colours(l: Tensor4D, weights: Map<string, Tensor> = this.best.all): Tensor4D {
    return this.tf.tidy(() => this.#colours(new Blocks(this.tf, weights), l))
  }

  dispose(): void {
    for (const learner of [this.generator, this.discriminator]) {
      learner?.weights.dispose()
      learner?.optimizer.dispose()
    }
    this.average?.dispose()
    this.tuner?.dispose()
  }

  #learner(stored: Map<string, StoredTensor>, isTrained?: (name: string) => boolean): Learner {
    const weights = new TrainableWeights(this.tf, stored, isTrained)
    return { weights, optimizer: new Adam(this.tf, weights.trained, this.configuration) }
  }

  #colourStep(l: Tensor4D, truth: Tensor4D): Meters {
    const { generator, tuner } = this
    const { value, grads } = this.#gradients(generator, () => this.#colourLoss(this.#predict(l), truth))
    if (tuner) generator.optimizer.apply(grads, tuner.rateAt(this.steps))
    else generator.optimizer.apply(grads)
    return { loss_L1: value }
  }

  /** By the operations of training: Adam would make steps of what others round otherwise. */
  #withRehearsed(l: Tensor4D, truth: Tensor4D, rehearsed: number): Tensor4D {
    if (!this.tuner || rehearsed === 0) return truth
    const own = l.shape[0] - rehearsed
    const known = this.#predict(this.tf.slice(l, own), this.tuner.start)
    return own === 0 ? known : this.tf.concat([this.tf.slice(truth, 0, own), known], 0)
  }

  /**
   * The tutorial's order: the generator runs once; the discriminator learns from that prediction and the
   * truth; then the generator learns from the same prediction, judged by the discriminator as it is now.
   */
  #adversarialStep(l: Tensor4D, truth: Tensor4D, discriminator: Learner): Meters {
    const tf = this.tf
    const { generator } = this
    const { loss, colourWeight } = this.configuration.adversarial!
    const seen = this.reduce(l)
    const discriminate = (ab: Tensor4D): Tensor4D => {
      const blocks = new Blocks(tf, discriminator.weights.all, { dropout: 0, maskSeed: () => 0 })
      return patchDiscriminator(blocks, tf.concat([seen, ab], 3))
    }
    const meters: Meters = {}
    const meter = (name: keyof Meters, value: Scalar): Scalar => {
      meters[name] = value.dataSync()[0]
      return value
    }
    const { value, grads } = this.#gradients(generator, () => {
      const predicted = this.#predict(l)
      // A gradient by the discriminator's own weights alone: the prediction counts as given.
      const ofDiscriminator = this.#gradients(discriminator, () => {
        const fake = meter('loss_D_fake', adversarialLoss(tf, loss, discriminate(predicted), false))
        const real = meter('loss_D_real', adversarialLoss(tf, loss, discriminate(truth), true))
        return tf.mul(tf.add(fake, real), 0.5)
      })
      meters.loss_D = ofDiscriminator.value
      discriminator.optimizer.apply(ofDiscriminator.grads)
      const fooled = meter('loss_G_GAN', adversarialLoss(tf, loss, discriminate(predicted), true))
      const colour = meter('loss_G_L1', tf.mul(this.#colourLoss(predicted, truth), colourWeight))
      return tf.add(fooled, colour)
    })
    generator.optimizer.apply(grads)
    return { ...meters, loss_G: value }
  }

  #gradients({ weights }: Learner, loss: () => Scalar): { value: number; grads: NamedTensorMap } {
    const { value, grads } = this.tf.variableGrads(loss, [...weights.trained.values()])
    return { value: value.dataSync()[0], grads }
  }

  #predict(l: Tensor4D, weights: Map<string, Tensor> = this.generator.weights.all): Tensor4D {
    const masks = new Random(this.configuration.seed, 'dropout', this.steps)
    const pass = { dropout: this.configuration.dropout, maskSeed: () => masks.below(2 ** 31) }
    return this.#colours(new Blocks(this.tf, weights, pass), l)
  }

  #colours(blocks: Blocks, l: Tensor4D): Tensor4D {
    return networkType(this.configuration.network).colours(blocks, this.configuration.network, l)
  }

  #colourLoss(predicted: Tensor4D, truth: Tensor4D): Scalar {
    const { loss } = this.configuration
    return loss.type === 'l1' ? l1Loss(this.tf, predicted, truth) : huberLoss(this.tf, predicted, truth, loss)
  }

  /** L or a*b* at the resolution of the network's answer. */
  reduce(x: Tensor4D): Tensor4D {
    const { reduction } = networkType(this.configuration.network)
    return reduction === 1 ? x : this.tf.avgPool(x, reduction, reduction, 'valid')
  }
}
