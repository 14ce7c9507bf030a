import { isDeepStrictEqual } from 'node:util'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { z } from 'zod'
import type { Meters, TrainingContract, TrainingPlan } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { networkType } from '../nn/networks/catalogue.ts'
import { readModel } from '../nn/read-model.ts'
import { abScale } from '../nn/scales.ts'
import type { StoredTensor } from '../nn/weights/safetensors.ts'
import { writeModel, writeTunedModel } from '../nn/weights/write-model.ts'
import { plainBatch, trainingBatch } from './batch.ts'
import { resumeCheckpoint, saveCheckpoint } from './checkpoint.ts'
import { astray, type Batch, Trainer } from './trainer.ts'
import type { Tuner } from './tuning.ts'
import { readTensors } from './weights.ts'

type Arguments<Name extends keyof TrainingContract> = z.output<TrainingContract[Name]['args']>
type Result<Name extends keyof TrainingContract> = z.input<TrainingContract[Name]['result']>

/** Photos looked at in one go when a network is judged: as many as fit beside a training step. */
const validationBatch = 4

/** One training run of an engine process. */
export class TrainingSession {
  readonly #tf: TensorFlow
  #trainer: Trainer | undefined

  constructor(tf: TensorFlow) {
    this.#tf = tf
  }

  async begin({ plan, from }: Arguments<'begin'>): Promise<Result<'begin'>> {
    checkSize(plan)
    checkTuning(plan, from)
    this.#trainer?.dispose()
    this.#trainer = undefined
    const trainer = new Trainer(this.#tf, plan, await startingWeights(plan, from))
    try {
      if ('checkpoint' in from && from.checkpoint) await resumeCheckpoint(trainer, from.checkpoint)
    } catch (thrown) {
      trainer.dispose()
      throw thrown
    }
    this.#trainer = trainer
    const parameters = [...trainer.generator.weights.trained.values()]
    return { parameters: parameters.reduce((sum, { size }) => sum + size, 0), steps: trainer.steps }
  }

  step({ photos, keys, epoch, rehearsed }: Arguments<'step'>): { meters: Meters; ms: number } {
    const start = performance.now()
    const trainer = this.#begun()
    const { plan } = trainer
    if (rehearsed > (plan.tuning ? keys.length : 0)) {
      throw new TintypeError('bad-request', `${rehearsed} of ${keys.length} photos cannot be rehearsed.`)
    }
    const batch = trainingBatch(this.#tf, { rgb: photos, size: photoSize(plan) }, plan, keys, epoch)
    try {
      return { meters: trainer.step(batch, rehearsed), ms: performance.now() - start }
    } finally {
      this.#tf.dispose([batch.l, batch.ab])
    }
  }

  validate({ photos, count, weights: which }: Arguments<'validate'>): Result<'validate'> {
    const weights = which === 'start' ? this.#tuner().start : this.#begun().best.all
    const parts = this.#inParts(photos, count, (batch) => this.#judge(batch, weights))
    const sum = (name: 'l1' | 'squared' | 'chroma' | 'trueChroma'): number =>
      parts.reduce((total, part) => total + part[name], 0)
    const squared = sum('squared')
    if (!Number.isFinite(squared)) throw astray('its colours are no numbers')
    return {
      l1: sum('l1'),
      squared,
      chroma: sum('chroma'),
      trueChroma: sum('trueChroma'),
      predictions: parts.flatMap(({ predictions }) => predictions),
    }
  }

  drift({ photos, count }: Arguments<'drift'>): Result<'drift'> {
    const tf = this.#tf
    const trainer = this.#begun()
    const { start } = this.#tuner()
    const parts = this.#inParts(photos, count, ({ l }) =>
      tf.tidy(() => {
        const moved = tf.mul(tf.sub(trainer.colours(l), trainer.colours(l, start)), abScale)
        return tf.mean(tf.square(moved)).dataSync()[0] * l.shape[0]
      }),
    )
    const squared = parts.reduce((total, part) => total + part, 0)
    if (!Number.isFinite(squared)) throw astray('its colours are no numbers')
    return { squared }
  }

  async save({ folder }: Arguments<'save'>): Promise<Record<string, never>> {
    await saveCheckpoint(this.#begun(), folder)
    return {}
  }

  async exportModel({ folder, ...facts }: Arguments<'exportModel'>): Promise<Record<string, never>> {
    const { best, plan } = this.#begun()
    await writeModel(folder, readTensors(best.all), { ...facts, network: plan.network })
    return {}
  }

  async exportTuned({ folder, ...facts }: Arguments<'exportTuned'>): Promise<Record<string, never>> {
    const { best, plan } = this.#begun()
    const differences = this.#tuner().differences(best.all)
    await writeTunedModel(folder, differences, { ...facts, network: plan.network })
    return {}
  }

  /** A few photos at a time, as they are. */
  #inParts<T>(photos: Uint8Array, count: number, judge: (batch: Batch) => T): T[] {
    const size = photoSize(this.#begun().plan)
    const bytes = size * size * 3
    const parts: T[] = []
    for (let first = 0; first < count; first += validationBatch) {
      const number = Math.min(validationBatch, count - first)
      const rgb = photos.subarray(first * bytes, (first + number) * bytes)
      const batch = plainBatch(this.#tf, { rgb, size }, number)
      parts.push(judge(batch))
      this.#tf.dispose([batch.l, batch.ab])
    }
    return parts
  }

  /** Sums over photos, in CIELAB units, against the truth at the resolution of the answer. */
  #judge(batch: Batch, weights: Map<string, Tensor>): Result<'validate'> {
    const tf = this.#tf
    const trainer = this.#begun()
    const [predicted, truth] = tf.tidy(() => [trainer.colours(batch.l, weights), trainer.reduce(batch.ab)])
    const sums = tf.tidy(() => {
      const error = tf.mul(tf.sub(predicted, truth), abScale)
      const perPhoto = 1 / (predicted.size / predicted.shape[0])
      const chroma = (ab: typeof truth) => tf.sum(tf.norm(tf.mul(ab, abScale), 2, 3))
      return {
        l1: tf.mul(tf.sum(tf.abs(error)), perPhoto).dataSync()[0],
        squared: tf.mul(tf.sum(tf.square(error)), perPhoto).dataSync()[0],
        chroma: tf.mul(chroma(predicted), 2 * perPhoto).dataSync()[0],
        trueChroma: tf.mul(chroma(truth), 2 * perPhoto).dataSync()[0],
      }
    })
    const [count, height, width] = predicted.shape
    const values = predicted.dataSync().map((value) => value * abScale)
    tf.dispose([predicted, truth])
    const length = height * width * 2
    const predictions = Array.from({ length: count }, (_, index) => ({
      data: Float32Array.from(values.subarray(index * length, (index + 1) * length)),
      width,
      height,
    }))
    return { ...sums, predictions }
  }

  #tuner(): Tuner {
    const { tuner } = this.#begun()
    if (!tuner) throw new TintypeError('bad-request', 'This is no fine-tuning.')
    return tuner
  }

  #begun(): Trainer {
    if (!this.#trainer) throw new TintypeError('bad-request', 'No training has begun.')
    return this.#trainer
  }
}

/** Side of the photos as they come. */
function photoSize({ size, tuning }: TrainingPlan): number {
  return tuning?.photoSize ?? size
}

function checkSize(plan: TrainingPlan): void {
  const { network, size } = plan
  const multiple = networkType(network).multiple(network)
  if (photoSize(plan) % multiple !== 0) {
    throw new TintypeError('bad-request', `Photos must come with sides that are a multiple of ${multiple}.`)
  }
  if (size % multiple !== 0) {
    throw new TintypeError(
      'bad-request',
      `${network.type} halves its input again and again: --size must be a multiple of ${multiple}, not ${size}.`,
    )
  }
}

/** What would else train something other than was asked for. */
function checkTuning({ tuning, size, stage }: TrainingPlan, from: Arguments<'begin'>['from']): void {
  if (!tuning) return
  if (!('model' in from)) {
    throw new TintypeError('bad-request', 'Fine-tuning begins from a model; a checkpoint holds what changed.')
  }
  if (stage !== 'pretrain') throw new TintypeError('bad-request', 'Fine-tuning has no adversarial stage.')
  if (tuning.photoSize < size) {
    throw new TintypeError('bad-request', `Photos of ${tuning.photoSize} cannot be seen at ${size}.`)
  }
}

async function startingWeights(
  { network, seed }: TrainingPlan,
  from: Arguments<'begin'>['from'],
): Promise<Map<string, StoredTensor>> {
  const type = networkType(network)
  if ('model' in from) {
    const { file, weights } = await readModel(from.model)
    if (!isDeepStrictEqual(file.network, network)) {
      throw new TintypeError(
        'model-foreign',
        `The model "${file.id}" is a ${file.network.type} of another shape than the ${network.type} to be trained.`,
      )
    }
    return weights
  }
  if ('checkpoint' in from) return empty(type.shapes(network))
  if (!type.draw) {
    throw new TintypeError('bad-request', `${network.type} is trained on from a model: name one with --init.`)
  }
  return type.draw(network, seed)
}

/** What a checkpoint is then written into. */
function empty(shapes: Map<string, number[]>): Map<string, StoredTensor> {
  return new Map(
    [...shapes].map(([name, shape]) => [
      name,
      { shape, values: new Float32Array(shape.reduce((product, side) => product * side, 1)) },
    ]),
  )
}
