import { isDeepStrictEqual } from 'node:util'
import type { ModelReference } from '../../../shared/contract/engine.ts'
import type { ModelFile, Tuned } from '../../../shared/contract/model.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { readModelFile, readWeights, type TensorShapes } from './model-folder.ts'
import type { StoredTensor } from './safetensors.ts'

/**
 * Weights of a model: its own, or those of its base with a share of the difference added.
 * @throws `model-missing`, `model-damaged`, `model-foreign`, also of the base.
 */
export async function readEffectiveWeights(
  reference: ModelReference,
  file: ModelFile,
  shapes: TensorShapes,
): Promise<Map<string, StoredTensor>> {
  const own = await readWeights(reference.folder, file, shapes)
  if (!file.tuned) return own
  if (!reference.base) {
    throw new TintypeError(
      'model-missing',
      `The model "${file.id}" stands on ${described(file.tuned)}, which is not there. Install that model as well.`,
    )
  }
  const weights = await readBase(reference.base, file, file.tuned, shapes)
  addScaled(weights, own, reference.base.strength)
  return weights
}

async function readBase(
  reference: ModelReference,
  { id, network }: ModelFile,
  tuned: Tuned,
  shapes: TensorShapes,
): Promise<Map<string, StoredTensor>> {
  const file = await readModelFile(reference)
  const isIt = !file.tuned && file.weights.sha256 === tuned.base.sha256
  if (!isIt || !isDeepStrictEqual(file.network, network)) {
    throw new TintypeError(
      'model-foreign',
      `The model "${id}" stands on ${described(tuned)}; what lies in ${reference.folder} is another one.`,
    )
  }
  return readWeights(reference.folder, file, shapes)
}

function described({ base: { title, revision } }: Tuned): string {
  return `"${title}", revision ${revision}`
}

function addScaled(
  weights: Map<string, StoredTensor>,
  differences: Map<string, StoredTensor>,
  strength: number,
): void {
  for (const [name, { values }] of differences) {
    const sum = weights.get(name)!.values
    for (let i = 0; i < sum.length; i++) sum[i] += strength * values[i]
  }
}
