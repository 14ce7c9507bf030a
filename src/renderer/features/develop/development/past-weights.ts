import type { Model } from '../../../../shared/contract/app.ts'
import type { Draft, Version } from '../../../../shared/contract/library.ts'
import { colourKey } from '../../../../shared/recipe.ts'
import type { DraftRecipe } from './colourist.ts'

/** A version whose recipe says with which weights it was made, where its model has others by now. */
export type KeptVersion = Omit<Version, 'recipe'> & { recipe: DraftRecipe }

/** A draft, and the recipe that it opens with. */
export interface OpenableDraft {
  draft: Draft
  recipe: DraftRecipe
}

/** A draft as it is opened: with the colours of a version, or computed by the weights of today. */
export function recipeOfDraft({ recipe, map, weights }: Draft, models: readonly Model[]): DraftRecipe {
  const model = models.find(({ id }) => id === recipe.model)
  return map === null || model?.weights === weights ? recipe : { ...recipe, weights }
}

/** Tells versions apart from what their models would make today: at another strength, or not at all. */
export function withPastWeights(version: Version, models: readonly Model[]): KeptVersion {
  const model = models.find(({ id }) => id === version.recipe.model)
  if (model?.weights === version.weights) return version
  return { ...version, recipe: { ...version.recipe, weights: version.weights } }
}

/** A recipe whose colours are stored nowhere any more is for the weights of today. */
export function withoutPastWeights(
  recipe: DraftRecipe,
  stored: readonly { recipe: DraftRecipe }[],
): DraftRecipe {
  const key = colourKey(recipe)
  if (stored.some((one) => colourKey(one.recipe) === key)) return recipe
  return { ...recipe, weights: undefined }
}
