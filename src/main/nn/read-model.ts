import type { ModelPlace } from '../../shared/contract/engine.ts'
import type { ModelFile } from '../../shared/contract/model.ts'
import { networkType } from './networks/catalogue.ts'
import { readModelFile } from './weights/model.ts'
import type { StoredTensor } from './weights/safetensors.ts'
import { readEffectiveWeights } from './weights/tuned.ts'

/**
 * Reads a model from its folder and that of its base, and checks both.
 * @throws TintypeError `model-missing`, `model-damaged`, `model-foreign`
 */
export async function readModel(
  place: ModelPlace,
): Promise<{ file: ModelFile; weights: Map<string, StoredTensor> }> {
  const file = await readModelFile(place)
  return { file, weights: await weightsOf(place, file) }
}

/** The weights that `file` describes. @throws TintypeError as `readModel` */
export function weightsOf(place: ModelPlace, file: ModelFile): Promise<Map<string, StoredTensor>> {
  return readEffectiveWeights(place, file, networkType(file.network).shapes(file.network))
}
