import { createHash } from 'node:crypto'
import { sliderNames } from '../../../shared/colour/sliders.ts'
import { type Provenance, provenanceVersion } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { compositionVersions, type ResultRecipe, resultKey } from '../../../shared/recipe.ts'
import { remarkEn } from '../../../shared/text/remarks.ts'
import { type FormerInfo, recipesV1 } from './recipe-v1.ts'

/** What a result is known by, wherever it lies. */
export interface ResultIdentity {
  /** SHA-256 of the original. */
  source: string
  /** What its provenance may hold as its recipe: that of today first, then those of former versions. */
  recipes: [string, ...string[]]
}

export function identityOf(source: string, recipe: ResultRecipe, former: FormerInfo): ResultIdentity {
  const [today, ...earlier] = compositionVersions
  return {
    source,
    recipes: [
      resultHash(recipe, today),
      ...earlier.map((version) => resultHash(recipe, version)),
      ...recipesV1(recipe, former),
    ],
  }
}

/**
 * What a result says of itself. @param model id and revision
 * @param remarks what it owes to damage that the user has accepted is said in it
 */
export function provenanceOf(
  { source, recipes: [today] }: ResultIdentity,
  recipe: ResultRecipe,
  model: { id: string; revision: string },
  remarks: readonly Remark[],
): Provenance {
  const damage = remarks.find(({ kind }) => kind === 'damaged')
  return {
    ...{ version: provenanceVersion, source, recipe: today, model: `${model.id} ${model.revision}`.trim() },
    settings: [settingsInWords(recipe), ...(damage ? [remarkEn(damage)] : [])].join('; '),
  }
}

function resultHash(recipe: ResultRecipe, compositionVersion: number): string {
  return createHash('sha256').update(resultKey(recipe, compositionVersion)).digest('hex')
}

function settingsInWords({ size, hints, flipAveraged, adjustments }: ResultRecipe): string {
  const words = [
    `network size ${size} px`,
    flipAveraged && 'mean with the mirrored photo',
    hints.length > 0 && `${hints.length} colour hints`,
    ...sliderNames.map((name) => `${name} ${adjustments[name]}`),
    `${adjustments.upsampling} upsampling`,
  ]
  return words.filter(Boolean).join(', ')
}
