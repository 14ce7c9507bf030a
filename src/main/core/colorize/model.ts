import type { ModelPlace } from '../../../shared/contract/engine.ts'
import type { ModelOrigin, StoredVersion } from '../library/index.ts'
import { findModel } from '../models/registry.ts'

/** A model as predictions, versions and notes need it. */
export interface UsedModel {
  place: ModelPlace
  origin: ModelOrigin
  title: string
}

/** Errors: `model-missing`, `model-damaged`, `model-foreign`. */
export async function modelFor(wanted: string): Promise<UsedModel> {
  const { file, place, identity, shipped } = await findModel(wanted)
  return {
    place,
    origin: { revision: file.revision, weights: identity, own: !shipped },
    title: file.title,
  }
}

/**
 * Where colours come from that are kept under the weights that made them: those of a model that changed or
 * was removed since are known from a version that has them, or by their name alone.
 * Errors: `model-*` where no weights are named.
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
