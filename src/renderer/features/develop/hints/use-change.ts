import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Hint,
  hintingSchema,
  mostAlike,
  mostHints,
  mostPlacesOfAll,
  usualHintMethod,
} from '../../../../shared/contract/engine.ts'
import { useNotify } from '../../../ui/notices.tsx'
import type { DraftRecipe } from '../development/colourist.ts'
import type { Development } from '../development/use-development.ts'
import { areFormer, asSpots } from './edits.ts'

export interface ChangeOptions {
  /** Left out: a step of the history. `false`: the middle of a drag. */
  settled?: boolean
  /** Numbers of the hints that are selected afterwards; left out: as before, or none of another count of hints. */
  selected?: readonly number[]
}

interface HintChange {
  /** The recipe in hand with other hints. */
  recipeOf: (hints: readonly Hint[]) => DraftRecipe
  change: (hints: readonly Hint[], options?: ChangeOptions) => void
  /** Numbers of the selected hints. */
  selected: readonly number[]
  select: (indices: readonly number[]) => void
}

/** Changes hints and keeps in mind which are selected. Former hints that are changed become those of today, which is told. */
export function useChange({ basis, set, drag, mark }: Development): HintChange {
  const { t } = useTranslation()
  const { say } = useNotify()
  const { hints } = basis
  // Numbers mean something only for the hints that they were given for: not for those that an undo brings back.
  const [selection, setSelection] = useState<{ of: readonly Hint[]; indices: readonly number[] }>()
  const selected = selection?.of === hints ? selection.indices : []
  const told = useRef(false)

  // Of the last step: in the middle of a drag they are those of today already.
  const before = mark.present.recipe ?? basis
  const wereFormer = areFormer(before)
  const recipeOf = (next: readonly Hint[]): DraftRecipe => ({
    ...basis,
    hints: wereFormer ? asSpots(next) : [...next],
    hintMethod: wereFormer || before.hints.length === 0 ? usualHintMethod : before.hintMethod,
  })
  /** Once a photo; the way back is a step as well, so nothing done meanwhile is lost. */
  const tellOfFormer = (next: readonly Hint[]) => {
    if (told.current || next.length === 0 || !wereFormer) return
    told.current = true
    say(t('develop.hints.former'), { label: t('develop.history.undo'), run: () => set(before) })
  }
  return {
    recipeOf,
    selected,
    select: (indices) => setSelection({ of: hints, indices }),
    change: (next, { settled = true, selected: after } = {}) => {
      if (!hintingSchema.shape.hints.safeParse(next).success) {
        const bounds = { most: mostHints, places: mostPlacesOfAll, alike: mostAlike }
        return say(t('develop.hints.tooMany', bounds))
      }
      const recipe = recipeOf(next)
      if (settled) {
        set(recipe)
        tellOfFormer(next)
      } else {
        drag(recipe)
      }
      setSelection({ of: recipe.hints, indices: after ?? (next.length === hints.length ? selected : []) })
    },
  }
}
