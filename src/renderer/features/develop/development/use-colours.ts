import { useEffect, useMemo, useRef, useState } from 'react'
import type { AbMap } from '../../../../shared/contract/pixels.ts'
import { type ColourRecipe, colourKey } from '../../../../shared/recipe.ts'
import { useNotify } from '../../../ui/notices.tsx'
import { type Colourist, quickSize } from './colourist.ts'
import { Latest } from './latest-wins.ts'

export interface Colours {
  /** What to show: of the recipe, or of the one before until those are there. */
  map: AbMap | undefined
  /** The network is at work. */
  busy: boolean
}

/**
 * Follows a recipe with its colours. While something is dragged the network runs small and only for
 * the newest place; afterwards at the recipe's own size.
 */
export function useColours(colourist: Colourist, recipe: ColourRecipe | null, dragging: boolean): Colours {
  const { fail } = useNotify()
  const [map, setMap] = useState<AbMap>()
  const [busy, setBusy] = useState(false)
  const shownFor = useRef<string | undefined>(undefined)
  const runner = useMemo(
    () =>
      new Latest<ColourRecipe, AbMap>(
        (wanted) => colourist.colours(wanted),
        (outcome, more) => {
          if ('result' in outcome) setMap(outcome.result)
          else if (!more) fail(outcome.error)
          setBusy(more)
        },
      ),
    [colourist, fail],
  )
  const wanted = recipe && dragging && recipe.size > quickSize ? { ...recipe, size: quickSize } : recipe
  const name = wanted && colourKey(wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name stands for all of the recipe that matters
  useEffect(() => {
    if (wanted && name !== shownFor.current) {
      setBusy(colourist.known(wanted) === undefined)
      runner.ask(wanted)
    }
    shownFor.current = name ?? undefined
    return () => runner.drop()
  }, [name, runner])
  return { map: recipe ? map : undefined, busy }
}
