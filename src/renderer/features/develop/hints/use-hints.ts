import { useEffect, useRef, useState } from 'react'
import { type Hint, hintSchema, usualHintMethod } from '../../../../shared/contract/engine.ts'
import { type DraftRecipe, quickSize } from '../development/colourist.ts'
import type { Development } from '../development/use-development.ts'
import { coloursAt, lightnessAt } from './value-at.ts'

export interface Spot {
  x: number
  y: number
}

export interface HintEditing {
  hints: readonly Hint[]
  /** Hint whose picker is open: its number, or the count of hints for one that is still to be given a colour. */
  chosen: number | undefined
  /** Where the chosen hint lies, its colour if it has one, and L* there once it is known. */
  spot: (Spot & { l: number | undefined; colour: { a: number; b: number } | undefined }) | undefined
  /** The next click takes a colour from the photo. */
  taking: boolean
  choose: (index: number | undefined) => void
  /** Closes the picker as if it had never been opened: a hint that it dropped goes. */
  cancel: () => void
  /** A click on the photo: drops a new pin, or takes the colour there. */
  pick: (spot: Spot) => void
  take: () => void
  /** Gives the chosen hint a colour; `settled` ends a drag in the picker. */
  colour: (colour: { a: number; b: number }, settled: boolean) => void
  /** Tries a colour on: shows the photo as if the chosen hint had it, until another, a step, or `undefined`. */
  preview: (colour: { a: number; b: number } | undefined) => void
  move: (index: number, spot: Spot, settled: boolean) => void
  remove: (index: number) => void
  removeAll: () => void
}

/** L* to offer colours for where the photo's own cannot be had. */
export const middleGrey = 55

const clamp = (value: number) => Math.min(1, Math.max(0, value))

/** Colour hints of the photo, and the one in hand. */
export function useHints(development: Development): HintEditing {
  const { basis, set, drag, preview, colours, colourist, mark, rewind } = development
  const { hints } = basis
  const [chosen, setChosen] = useState<number>()
  const [fresh, setFresh] = useState<Spot>()
  const [taking, setTaking] = useState(false)
  const [l, setL] = useState<number>()
  const opening = useRef(mark)

  const at: Spot | undefined = chosen === undefined ? undefined : (hints[chosen] ?? fresh)
  const { x, y } = at ?? {}
  useEffect(() => {
    if (x === undefined || y === undefined) return
    let wanted = true
    // L* is only for the swatches; where it cannot be had they are those of a middle grey.
    colourist.lightness(quickSize).then(
      (channel) => wanted && setL(lightnessAt(channel, x, y)),
      () => wanted && setL(middleGrey),
    )
    return () => {
      wanted = false
    }
  }, [colourist, x, y])

  const recipeOf = (next: Hint[]): DraftRecipe => ({ ...basis, hints: next, hintMethod: usualHintMethod })
  const change = (next: Hint[], settled: boolean) => (settled ? set : drag)(recipeOf(next))
  const choose = (index: number | undefined) => {
    preview(undefined)
    opening.current = mark
    setChosen(index)
    setFresh(undefined)
    setTaking(false)
  }
  /** The recipe with the chosen hint in a colour. */
  const coloured = (given: { a: number; b: number }): DraftRecipe => {
    if (chosen === undefined || !at) return basis
    const old = hints[chosen]
    const hint = old ? { ...old, ...given } : hintSchema.parse({ x: at.x, y: at.y, ...given })
    return recipeOf(hints.toSpliced(chosen, 1, hint))
  }
  const colour = (given: { a: number; b: number }, settled: boolean) => {
    if (at) (settled ? set : drag)(coloured(given))
  }
  return {
    hints,
    chosen,
    taking,
    spot: at && { x: at.x, y: at.y, l, colour: chosen === undefined ? undefined : hints[chosen] },
    choose,
    cancel: () => {
      if (taking) return setTaking(false)
      rewind(opening.current)
      choose(undefined)
    },
    pick: (spot) => {
      if (taking && colours.map) {
        setTaking(false)
        return colour(coloursAt(colours.map, spot.x, spot.y), true)
      }
      opening.current = mark
      // Swatches that change places would be missed: none until the spot's own are known.
      setL(undefined)
      setFresh(spot)
      setChosen(hints.length)
    },
    take: () => setTaking(true),
    colour,
    preview: (given) => preview(given && coloured(given)),
    move: (index, spot, settled) => {
      const moved = { ...hints[index], x: clamp(spot.x), y: clamp(spot.y) }
      change(hints.toSpliced(index, 1, moved), settled)
    },
    remove: (index) => {
      change(hints.toSpliced(index, 1), true)
      choose(undefined)
    },
    removeAll: () => {
      change([], true)
      choose(undefined)
    },
  }
}
