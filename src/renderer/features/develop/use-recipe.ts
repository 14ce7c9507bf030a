import { useState } from 'react'
import type { Recipe } from '../../../shared/contract/library.ts'
import { commit, type History, redo, startHistory, undo } from '../../lib/undo.ts'

export interface RecipeHistory {
  /** What is on screen: `live` while something is dragged. `null`: not coloured. */
  recipe: Recipe | null
  /** What the last step left. */
  settled: Recipe | null
  dragging: boolean
  /** Shows a recipe without a step of the history: the middle of a drag. */
  drag: (recipe: Recipe) => void
  /** Makes a step. */
  set: (recipe: Recipe) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
}

/** The recipe in the user's hands, with its past and its future. */
export function useRecipe(initial: Recipe | null): RecipeHistory {
  const [history, setHistory] = useState<History<Recipe | null>>(() => startHistory(initial))
  const [live, setLive] = useState<Recipe>()
  const step = (move: (known: History<Recipe | null>) => History<Recipe | null>) => () => {
    setLive(undefined)
    setHistory(move)
  }
  return {
    recipe: live ?? history.present,
    settled: history.present,
    dragging: live !== undefined,
    drag: setLive,
    set: (recipe) => step((known) => commit(known, recipe))(),
    undo: history.past.length > 0 ? step(undo) : undefined,
    redo: history.future.length > 0 ? step(redo) : undefined,
  }
}
