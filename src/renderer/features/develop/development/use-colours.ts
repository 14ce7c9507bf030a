import { useEffect, useMemo, useRef, useState } from 'react'
import { reachNetwork } from '../../../../shared/contract/engine.ts'
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
 * Follows a recipe with its colours, while something is dragged only with the newest. Where each place of a hint asks the
 * network again, it runs small until the drag ends; a field is quick enough at the recipe's own size.
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
  const isSmall = recipe && dragging && recipe.size > quickSize && reachNetwork(recipe)
  const wanted = isSmall ? { ...recipe, size: quickSize } : recipe
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
