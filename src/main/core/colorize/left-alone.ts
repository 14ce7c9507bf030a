import type { ColourKind } from '../../../shared/contract/imaging.ts'
import type { Remark } from '../../../shared/contract/remarks.ts'
import { isAdjusted } from '../../../shared/recipe.ts'
import type { Library } from '../library/index.ts'

/** Why a photograph is left alone unless somebody says otherwise: it has colours of its own. */
export function ownColours(
  colour: ColourKind | undefined,
  remarks: readonly Remark[],
): 'coloured-marks' | 'already-colour' | undefined {
  if (remarks.some(({ kind }) => kind === 'coloured-marks')) return 'coloured-marks'
  return colour === 'colour' ? 'already-colour' : undefined
}

/**
 * Whether somebody put work into the colours of a photo: hints or sliders of the version that is shown, a
 * version from the develop view, or a draft. What belongs to an earlier picture of the file does not count.
 */
export function adjustedByHand({ versions, drafts }: Library, photo: number): boolean {
  return (
    drafts.among([photo]).length > 0 ||
    versions
      .of(photo)
      .some(({ stale, byHand, current, recipe }) => !stale && (byHand || (current && isAdjusted(recipe))))
  )
}
