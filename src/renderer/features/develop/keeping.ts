import type { Adjustments, PhotoDetail, Version } from '../../../shared/contract/library.ts'
import type { AbMap } from '../../../shared/contract/pixels.ts'
import type { Host } from '../../lib/host.ts'
import { colourName, type DraftRecipe } from './colourist.ts'
import type { KeptVersion } from './past-weights.ts'

/** What has to be done so that the library shows a recipe. */
export type Keeping =
  | { kind: 'nothing' }
  | { kind: 'select'; version: KeptVersion }
  | { kind: 'adjust'; version: KeptVersion }
  | { kind: 'create' }

/** The newest version with the same colours serves again, with other sliders if need be. */
export function keepingOf(recipe: DraftRecipe | null, versions: readonly KeptVersion[]): Keeping {
  if (!recipe) return { kind: 'nothing' }
  const version = versions.findLast((one) => colourName(one.recipe) === colourName(recipe))
  if (!version) return { kind: 'create' }
  if (!sameAdjustments(version.recipe.adjustments, recipe.adjustments)) return { kind: 'adjust', version }
  return version.current ? { kind: 'nothing' } : { kind: 'select', version }
}

function sameAdjustments(one: Adjustments, other: Adjustments): boolean {
  return (Object.keys(one) as (keyof Adjustments)[]).every((key) => one[key] === other[key])
}

/** Colours that a version is made of, and the weights that made them. */
export interface Made {
  map: AbMap
  weights: string | undefined
}

/** Brings the library to the recipe. `made`, the colours of `photo`, is needed where a version has to be made. */
export async function keep(
  client: Host['client'],
  { id: photo, hash }: Pick<PhotoDetail, 'id' | 'hash'>,
  recipe: DraftRecipe,
  versions: readonly KeptVersion[],
  made: Made | undefined,
  name: string,
): Promise<Pick<Version, 'id'> | undefined> {
  const keeping = keepingOf(recipe, versions)
  switch (keeping.kind) {
    case 'nothing':
      return versions.find(({ current }) => current)
    case 'create':
      return made && client['versions.create']({ photo, hash, name, recipe, ...named(made) })
    case 'adjust': {
      const { id } = keeping.version
      const version = await client['versions.adjust']({ id, adjustments: recipe.adjustments })
      if (!keeping.version.current) await client['versions.select']({ id })
      return version
    }
    case 'select':
      await client['versions.select']({ id: keeping.version.id })
      return keeping.version
  }
}

function named({ map: ab, weights }: Made) {
  return { ab, ...(weights !== undefined && { weights }) }
}
