import { useRef, useState } from 'react'
import type { Ab } from '../../../../shared/colour/lab.ts'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { type Hint, type Reach, usualReach } from '../../../../shared/contract/engine.ts'
import type { Development } from '../development/use-development.ts'
import { changed, copiedAside, without } from './edits.ts'
import { grouped, together, ungrouped } from './units.ts'
import { type ChangeOptions, useChange } from './use-change.ts'
import type { Hand } from './use-hand.ts'
import { useReach } from './use-reach.ts'
import { coloursUnder } from './value-at.ts'

/** Where a hint lies: a pin, or a stroke along its path. */
export type Mark = Pick<Hint, 'x' | 'y' | 'path' | 'radius'>

export interface HintEditing {
  hints: readonly Hint[]
  /** Hint whose picker is open: its number, or the count of hints for one that is still to be given a colour. */
  chosen: number | undefined
  /** Where the chosen hint lies, its colour if it has one, and what was there when it was placed. */
  spot: (Mark & { colour: GivenColour | undefined; there?: Ab | undefined }) | undefined
  /** The next click takes a colour from the photo. */
  taking: boolean
  /** Opens the picker of a hint and selects it; one that keeps what is there has no picker. */
  choose: (index: number | undefined) => void
  /** Closes the picker as if it had never been opened: a hint that it dropped goes. */
  cancel: () => void
  /** The colour that marks are given without a question. */
  hand: Hand
  /** Asks for the colour of a new mark, unless one is in hand, or takes the colour there. */
  pick: (mark: Mark) => void
  take: () => void
  /** Gives the chosen hint, and what goes together with it, a colour; `settled` ends a drag in the picker. */
  colour: (colour: GivenColour, settled: boolean) => void
  /** Names the chosen hint, and what goes together with it; `undefined` takes the name away. */
  rename: (name: string | undefined) => void
  /** Tries a colour on: shows the photo as if the chosen hint had it, until another, a step, or `undefined`. */
  preview: (colour: GivenColour | undefined) => void
  /** Keeps the colours of a place as they are. */
  keep: (mark: Mark) => void
  /** Numbers of the selected hints, of groups all. */
  selected: readonly number[]
  select: (indices: readonly number[]) => void
  /** What is changed where a hint is: the selection if it is part of it, else its group or itself. */
  affected: (index: number) => number[]
  change: (hints: readonly Hint[], options?: ChangeOptions) => void
  copy: (indices: readonly number[]) => void
  group: (indices: readonly number[]) => void
  ungroup: (indices: readonly number[]) => void
  remove: (indices: readonly number[]) => void
  /** Reach of what is selected, or of the next hint; `undefined`: what is selected has none. */
  reach: Reach | undefined
  reaches: readonly Reach[]
  setReach: (reach: Reach) => void
}

/** Colour hints of the photo, and the one in hand. */
export function useHints(development: Development, hand: Hand): HintEditing {
  const { basis, preview, colours, mark, rewind } = development
  const { hints } = basis
  const { change, recipeOf, selected, select } = useChange(development)
  const next = useReach(basis.model)
  const [chosen, setChosen] = useState<number>()
  const [fresh, setFresh] = useState<{ mark: Mark; there: Ab | undefined }>()
  const [taking, setTaking] = useState(false)
  const opening = useRef(mark)

  const at: Mark | undefined = chosen === undefined ? undefined : (hints[chosen] ?? fresh?.mark)

  const selectWhole = (indices: readonly number[]) => select(together(hints, indices))
  const affected = (index: number) => together(hints, selected.includes(index) ? selected : [index])
  const under = (mark: Mark) => colours.map && coloursUnder(colours.map, mark)
  const close = () => {
    preview(undefined)
    opening.current = mark
    setChosen(undefined)
    setFresh(undefined)
    setTaking(false)
  }
  const choose = (index: number | undefined) => {
    close()
    if (index === undefined) return
    if (!hints[index].keeps) setChosen(index)
    if (!selected.includes(index)) selectWhole([index])
  }
  /** The hints with the chosen one in a colour. */
  const coloured = (given: GivenColour): Hint[] => {
    if (chosen !== undefined && hints[chosen]) return changed(hints, affected(chosen), given)
    return at ? [...hints, { ...at, ...given, reach: next.reach }] : [...hints]
  }
  const colour = (given: GivenColour, settled: boolean) => {
    if (chosen === undefined) return
    const those = hints[chosen] ? affected(chosen) : [chosen]
    change(coloured(given), { settled, selected: those })
  }
  const reachable = selected.filter((index) => !hints[index].keeps)
  return {
    hints,
    hand,
    chosen,
    taking,
    spot: at && { ...at, colour: chosen === undefined ? undefined : hints[chosen], there: fresh?.there },
    choose,
    cancel: () => {
      if (taking) return setTaking(false)
      rewind(opening.current)
      close()
    },
    pick: (fresh) => {
      if (taking && colours.map) {
        setTaking(false)
        return colour(coloursUnder(colours.map, fresh), true)
      }
      if (hand.held) {
        const { a, b, name } = hand.held.colour
        const given = { ...fresh, a, b, name, reach: next.reach }
        return change([...hints, given], { selected: [hints.length] })
      }
      opening.current = mark
      setFresh({ mark: fresh, there: under(fresh) })
      setChosen(hints.length)
      select([])
    },
    take: () => setTaking(true),
    colour,
    rename: (name) => {
      if (chosen === undefined || !hints[chosen]) return
      const those = affected(chosen)
      change(changed(hints, those, { name }), { selected: those })
    },
    preview: (given) => preview(given && recipeOf(coloured(given))),
    keep: (mark) => {
      const there = under(mark) ?? { a: 0, b: 0 }
      change([...hints, { ...mark, ...there, keeps: true }], { selected: [hints.length] })
    },
    selected,
    select: selectWhole,
    affected,
    change,
    copy: (indices) => {
      const { hints: all, copies } = copiedAside(hints, indices)
      change(all, { selected: copies })
    },
    group: (indices) => change(grouped(hints, indices), { selected: indices }),
    ungroup: (indices) => change(ungrouped(hints, indices), { selected: indices }),
    remove: (indices) => {
      close()
      change(without(hints, indices))
    },
    reach:
      selected.length === 0
        ? next.reach
        : reachable.length === 0
          ? undefined
          : (hints[reachable[0]].reach ?? usualReach),
    reaches: next.offered,
    setReach: (reach) => {
      // All that is alike floods a photo when nobody expects it: the next hint does so only where that was asked for the next one.
      next.setReach(reach === 'alike' && selected.length > 0 ? usualReach : reach)
      if (reachable.length > 0) change(changed(hints, reachable, { reach }))
    },
  }
}
