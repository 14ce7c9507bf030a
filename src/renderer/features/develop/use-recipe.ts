import { useState } from 'react'
import { commit, type History, redo, startHistory, undo } from '../../lib/undo.ts'
import type { DraftRecipe } from './colourist.ts'

export interface RecipeHistory {
  /** What is on screen: `live` while something is dragged. `null`: not coloured. */
  recipe: DraftRecipe | null
  /** What the last step left. */
  settled: DraftRecipe | null
  dragging: boolean
  /** Shows a recipe without a step of the history: the middle of a drag. */
  drag: (recipe: DraftRecipe) => void
  /** Makes a step. */
  set: (recipe: DraftRecipe) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
}

/** The recipe in the user's hands, with its past and its future. */
export function useRecipe(initial: DraftRecipe | null): RecipeHistory {
  const [history, setHistory] = useState<History<DraftRecipe | null>>(() => startHistory(initial))
  const [live, setLive] = useState<DraftRecipe>()
  const step = (move: (known: History<DraftRecipe | null>) => History<DraftRecipe | null>) => () => {
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
