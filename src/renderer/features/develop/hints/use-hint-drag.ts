import { type PointerEvent, useRef } from 'react'
import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import { useNextFrame } from '../../../lib/use-next-frame.ts'
import { copied, moved } from './edits.ts'
import type { HintEditing } from './use-hints.ts'

interface Press {
  at: { x: number; y: number }
  /** The hints before, with copies if those are what is dragged. */
  from: readonly Hint[]
  indices: readonly number[]
  by: Place | undefined
}

/**
 * Dragging a hint moves it and what goes together with it, with Alt a copy of them; a click chooses it.
 * @param place size of the whole photo on the screen, px
 */
export function useHintDrag(hints: HintEditing, index: number, place: { width: number; height: number }) {
  const press = useRef<Press | undefined>(undefined)
  const next = useNextFrame()
  const follow = (settled: boolean) => {
    next.drop()
    if (!press.current?.by) return
    const { from, indices, by } = press.current
    hints.change(moved(from, indices, by), { settled, selected: indices })
  }
  return {
    onPointerDown: (event: PointerEvent<Element>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const indices = hints.affected(index)
      const copy = event.altKey ? copied(hints.hints, indices) : { hints: hints.hints, copies: indices }
      const at = { x: event.clientX, y: event.clientY }
      press.current = { at, from: copy.hints, indices: copy.copies, by: undefined }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (!press.current) return
      const { at, by } = press.current
      if (!by && clientX === at.x && clientY === at.y) return
      press.current.by = { x: (clientX - at.x) / place.width, y: (clientY - at.y) / place.height }
      next.ask(() => follow(false))
    },
    onPointerUp: () => {
      if (!press.current) return
      if (press.current.by) follow(true)
      else hints.choose(index)
      press.current = undefined
    },
    onPointerCancel: () => {
      follow(true)
      press.current = undefined
    },
  }
}
