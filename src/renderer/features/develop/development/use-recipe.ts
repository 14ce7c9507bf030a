import { useState } from 'react'
import type { DraftRecipe } from './colourist.ts'
import type { Line } from './draft-keeper.ts'
import { commit, type History, redo, startHistory, undo } from './undo-history.ts'

/** A recipe and the line of work that it belongs to; `null`: not coloured. */
export interface Step {
  recipe: DraftRecipe | null
  line: Line
}

export interface RecipeHistory {
  /** What is on screen: live while something is dragged. */
  recipe: DraftRecipe | null
  /** What the photo looks like: the recipe, or a colour that is only tried on. */
  shown: DraftRecipe | null
  /** What the last step left. */
  settled: Step
  /** The user did something since the photo was opened. */
  touched: boolean
  /** What is shown changes faster than the network runs. */
  dragging: boolean
  /** Tries a recipe on without it being on screen otherwise; `undefined` ends it, as does any step. */
  preview: (recipe: DraftRecipe | undefined) => void
  /** Shows a recipe without a step of the history: the middle of a drag. */
  drag: (recipe: DraftRecipe) => void
  /** Makes a step. */
  set: (recipe: DraftRecipe) => void
  /** Makes a step to another line of work. */
  turnTo: (step: Step) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Where the history stands, for `rewind`. */
  mark: History<Step>
  /** Goes back to where the history stood, as if nothing had been done since. */
  rewind: (mark: History<Step>) => void
}

/** The recipe in the user's hands, with its past and its future. */
export function useRecipe(initial: () => Step): RecipeHistory {
  const [history, setHistory] = useState(() => startHistory(initial()))
  const [touched, setTouched] = useState(false)
  const [live, setLive] = useState<DraftRecipe>()
  const [previewed, setPreviewed] = useState<DraftRecipe>()
  const step = (move: (known: History<Step>) => History<Step>) => () => {
    setLive(undefined)
    setPreviewed(undefined)
    setTouched(true)
    setHistory(move)
  }
  const { present } = history
  const recipe = live ?? present.recipe
  return {
    recipe,
    shown: previewed ?? recipe,
    settled: present,
    touched,
    dragging: (previewed ?? live) !== undefined,
    preview: setPreviewed,
    drag: (next) => {
      setPreviewed(undefined)
      setLive(next)
    },
    set: (recipe) => step((known) => commit(known, { recipe, line: known.present.line }))(),
    turnTo: (next) => step((known) => commit(known, next))(),
    undo: history.past.length > 0 ? step(undo) : undefined,
    redo: history.future.length > 0 ? step(redo) : undefined,
    mark: history,
    rewind: (mark) => step(() => mark)(),
  }
}
