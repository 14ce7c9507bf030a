import { type ModelFile, modelFormatVersion } from '../../../shared/contract/model.ts'
import type { StoredTensor } from './safetensors.ts'
import { writeWeightsFolder } from './write.ts'

/** What a model's file says beyond its format and its weights. */
export type ModelFacts = Pick<ModelFile, 'id' | 'title' | 'revision' | 'network' | 'licence'>

/** Writes a model's folder, complete or not at all. Errors: `disk-full`, `output-unwritable`. */
export async function writeModel(
  folder: string,
  tensors: Map<string, StoredTensor>,
  facts: ModelFacts,
): Promise<void> {
  await writeWeightsFolder(folder, tensors, (weights) => {
    const content: ModelFile = {
      format: 'tintype-model',
      formatVersion: modelFormatVersion,
      ...facts,
      weights,
    }
    return { name: 'model.json', content }
  })
}
