import { type ModelFile, modelFormatVersion, type Tuned } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import type { Precision, StoredTensor } from './safetensors.ts'
import { writeWeightsFolder } from './write-weights.ts'

/** The largest number of half precision. */
const largestHalf = 65504

/** What a model's file says beyond its format and its weights. */
export type ModelInfo = Pick<ModelFile, 'id' | 'title' | 'revision' | 'network' | 'licence'>

/** Writes a model's folder, complete or not at all. @throws `disk-full`, `output-unwritable`. */
export function writeModel(
  folder: string,
  tensors: Map<string, StoredTensor>,
  info: ModelInfo,
): Promise<void> {
  return write(folder, tensors, info, 'F32')
}

/**
 * Writes the folder of a fine-tuned model, complete or not at all; in half precision, since differences
 * are small beside the weights that they are added to.
 * @param differences tuned - base of the tensors that were trained, by the names of the network's tensors
 * @throws `training-diverged` when a difference is no number, `disk-full`, `output-unwritable`.
 */
export async function writeTunedModel(
  folder: string,
  differences: Map<string, StoredTensor>,
  info: ModelInfo & { tuned: Tuned },
): Promise<void> {
  for (const [name, { values }] of differences) {
    if (!values.every((value) => Math.abs(value) <= largestHalf)) {
      throw new TintypeError('training-diverged', `Training diverged: "${name}" has moved beyond all bounds.`)
    }
  }
  await write(folder, differences, info, 'F16')
}

function write(
  folder: string,
  tensors: Map<string, StoredTensor>,
  info: ModelInfo & { tuned?: Tuned },
  precision: Precision,
): Promise<void> {
  return writeWeightsFolder(
    folder,
    tensors,
    (weights) => {
      const content: ModelFile = {
        format: 'tintype-model',
        formatVersion: modelFormatVersion,
        ...info,
        weights,
      }
      return { name: 'model.json', content }
    },
    precision,
  )
}
