import { createHash } from 'node:crypto'
import { sliderNames, sliders } from '../../../shared/colour/sliders.ts'
import { outputDepth } from '../../../shared/output-formats.ts'
import type { ResultRecipe } from '../../../shared/recipe.ts'

/** What provenances of version 1 were made from besides the recipe. */
export interface FormerInfo {
  /** Bits a channel of the original. */
  sourceDepth: 8 | 16
  /** Hash of the a*b* map in the library; the command line had none. */
  map?: string | undefined
}

/** Of the one composition that provenances of version 1 know. */
const compositionVersion = 1

/** Sliders that it did not have. */
const laterSliders = sliderNames.filter((name) => !['strength', 'saturation', 'temperature'].includes(name))

/**
 * What Tintype 0.1 wrote as `recipe` into the provenance of such a result: its command line hashed the settings, its app the
 * map. For knowing old results again, and for nothing else.
 */
export function recipesV1(recipe: ResultRecipe, { sourceDepth, map }: FormerInfo): string[] {
  const { adjustments } = recipe
  // It knew one encoding, and wrote no captions that were typed. Nor tags, but nobody knows whether these were there then.
  if (recipe.words?.caption !== undefined || recipe.words?.taken !== undefined || recipe.encoding) return []
  if (laterSliders.some((name) => adjustments[name] !== sliders[name].usual)) return []
  return [...commandLine(recipe, sourceDepth), ...(map === undefined ? [] : [app(recipe, map)])]
}

/** Its command line knew neither hints nor sliders beside the strength, and kept what the original says of itself. */
function commandLine(
  { weights, size, flipAveraged, hints, adjustments, format, depth, metadata }: ResultRecipe,
  sourceDepth: 8 | 16,
): string[] {
  const { strength, saturation, temperature, upsampling } = adjustments
  if (flipAveraged || hints.length > 0 || saturation !== 1 || temperature !== 0 || !metadata) return []
  const hashed = (depth: 8 | 16 | 'source'): string =>
    sha256({ compositionVersion, weights, size, strength, upsampling, format, depth })
  const asTheOriginal = depth === outputDepth(format, undefined, sourceDepth) ? [hashed('source')] : []
  return [...asTheOriginal, hashed(depth)]
}

function app({ adjustments, format, depth, metadata }: ResultRecipe, map: string): string {
  const { strength, saturation, temperature, upsampling } = adjustments
  return sha256({
    ...{ compositionVersion, map, adjustments: { strength, saturation, temperature, upsampling } },
    ...{ format, depth, metadata },
  })
}

function sha256(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
