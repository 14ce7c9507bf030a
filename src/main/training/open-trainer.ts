import { isDeepStrictEqual } from 'node:util'
import type { TrainingConfiguration, TrainingStart } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'
import type { TensorFlow } from '../nn/backends/backend.ts'
import { networkType } from '../nn/networks/catalogue.ts'
import { readModel } from '../nn/read-model.ts'
import type { StoredTensor } from '../nn/weights/safetensors.ts'
import { resumeCheckpoint } from './checkpoint.ts'
import { Trainer } from './trainer.ts'

/**
 * Sets the networks up: with new weights, those of a model, or all that a checkpoint holds.
 * @param photoSize side of the photos as they come
 * @throws `model-*`, `bad-request` where configuration, weights and photos do not fit
 */
export async function openTrainer(
  tf: TensorFlow,
  configuration: TrainingConfiguration,
  from: TrainingStart,
  photoSize = configuration.size,
): Promise<Trainer> {
  checkSizes(configuration, photoSize)
  checkTuning(configuration, from)
  const trainer = new Trainer(tf, configuration, await startingWeights(configuration, from))
  try {
    if ('checkpoint' in from && from.checkpoint) await resumeCheckpoint(trainer, from.checkpoint)
  } catch (thrown) {
    trainer.dispose()
    throw thrown
  }
  return trainer
}

function checkSizes({ network, size }: TrainingConfiguration, photoSize: number): void {
  const multiple = networkType(network).multiple(network)
  if (photoSize % multiple !== 0) {
    throw new TintypeError('bad-request', `Photos must come with sides that are a multiple of ${multiple}.`)
  }
  if (size % multiple !== 0) {
    throw new TintypeError(
      'bad-request',
      `${network.type} halves its input again and again: --size must be a multiple of ${multiple}, not ${size}.`,
    )
  }
  if (photoSize < size) {
    throw new TintypeError('bad-request', `Photos of ${photoSize} cannot be seen at ${size}.`)
  }
}

/** What would else train something other than was asked for. */
function checkTuning({ tuning, adversarial }: TrainingConfiguration, from: TrainingStart): void {
  if (!tuning) return
  if (!('model' in from)) {
    throw new TintypeError('bad-request', 'Fine-tuning begins from a model; a checkpoint holds what changed.')
  }
  if (adversarial) throw new TintypeError('bad-request', 'Fine-tuning has no adversarial stage.')
}

async function startingWeights(
  { network, seed }: TrainingConfiguration,
  from: TrainingStart,
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
