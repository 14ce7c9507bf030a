import type { Model } from '../../../shared/contract/app.ts'
import type { Version } from '../../../shared/contract/library.ts'
import { colourName, type DraftRecipe } from './colourist.ts'

/** A version whose recipe says with which weights it was made, where its model has others by now. */
export type KeptVersion = Omit<Version, 'recipe'> & { recipe: DraftRecipe }

/** Tells versions apart from what their models would make today: at another strength, or not at all. */
export function withPastWeights(version: Version, models: readonly Model[]): KeptVersion {
  const model = models.find(({ id }) => id === version.recipe.model)
  if (model?.weights === version.weights) return version
  return { ...version, recipe: { ...version.recipe, weights: version.weights } }
}

/** A recipe that is no version's any more is for the weights of today. */
export function withoutPastWeights(recipe: DraftRecipe, versions: readonly KeptVersion[]): DraftRecipe {
  const name = colourName(recipe)
  if (versions.some((version) => colourName(version.recipe) === name)) return recipe
  return { ...recipe, weights: undefined }
}
