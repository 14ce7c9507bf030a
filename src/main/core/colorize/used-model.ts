import type { ModelReference } from '../../../shared/contract/engine.ts'
import type { ModelOrigin, StoredVersion } from '../library/index.ts'
import { findModel } from '../models/registry.ts'

/** A model as predictions, versions and provenances need it. */
export interface UsedModel {
  reference: ModelReference
  origin: ModelOrigin
  title: string
}

/** @throws `model-missing`, `model-damaged`, `model-foreign`. */
export async function modelFor(wanted: string): Promise<UsedModel> {
  const { file, reference, weightsHash, shipped } = await findModel(wanted)
  return {
    reference,
    origin: { revision: file.revision, weights: weightsHash, own: !shipped },
    title: file.title,
  }
}

/**
 * Where colours come from that are kept under the weights that made them: those of a model that changed or
 * was removed since are known from a version that has them, or by their name alone.
 * @throws `model-*` where no weights are named.
 */
export async function originOf(
  model: string,
  weights: string | undefined,
  versions: readonly StoredVersion[],
): Promise<ModelOrigin> {
  const known = versions.find(({ origin, recipe }) => recipe.model === model && origin.weights === weights)
  if (known) return known.origin
  try {
    const { origin } = await modelFor(model)
    return { ...origin, ...(weights !== undefined && { weights }) }
  } catch (thrown) {
    if (weights === undefined) throw thrown
    return { revision: '', weights, own: true }
  }
}
