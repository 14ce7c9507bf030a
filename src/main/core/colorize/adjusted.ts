import { isAdjusted } from '../../../shared/recipe.ts'
import type { Library } from '../library/index.ts'

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
