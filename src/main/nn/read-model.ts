import type { ModelReference } from '../../shared/contract/engine.ts'
import type { ModelFile } from '../../shared/contract/model.ts'
import { networkType } from './networks/catalogue.ts'
import { readModelFile } from './weights/model-folder.ts'
import type { StoredTensor } from './weights/safetensors.ts'
import { readEffectiveWeights } from './weights/tuned.ts'

/**
 * Reads a model from its folder and that of its base, and checks both.
 * @throws `model-missing`, `model-damaged`, `model-foreign`
 */
export async function readModel(
  reference: ModelReference,
): Promise<{ file: ModelFile; weights: Map<string, StoredTensor> }> {
  const file = await readModelFile(reference)
  return { file, weights: await weightsOf(reference, file) }
}

/** The weights that `file` describes. @throws as `readModel` */
export function weightsOf(reference: ModelReference, file: ModelFile): Promise<Map<string, StoredTensor>> {
  return readEffectiveWeights(reference, file, networkType(file.network).shapes(file.network))
}
