import { useRef, useState } from 'react'
import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import { useNextFrame } from '../../../lib/use-next-frame.ts'
import { erase } from './erase.ts'
import { lyingAt } from './places.ts'
import { thinStroke } from './thin-stroke.ts'
import type { HintEditing } from './use-hints.ts'
import { type Tools, usualRadius } from './use-tools.ts'

export interface Drawing {
  /** The stroke that is being drawn. */
  line: readonly Place[] | undefined
  /** What a drag does; left out where it moves the photo. */
  drag: { begin: (place: Place) => void; extend: (place: Place) => void; end: () => void } | undefined
  click: (place: Place) => void
  /** Of what is drawn, as a fraction of the photo's short side. */
  radius: number
}

/** What the pointer does to the hints, by the tool in hand. */
export function useDrawing(
  hints: HintEditing,
  { tool, radius: ofBrush }: Tools,
  photo: { width: number; height: number },
): Drawing {
  const radius = tool === 'point' ? usualRadius : ofBrush
  const next = useNextFrame()
  const [line, setLine] = useState<readonly Place[]>()
  const drawn = useRef<Place[]>([])
  const before = useRef<readonly Hint[]>(hints.hints)
  const left = useRef<readonly Hint[]>(hints.hints)
  const mark = (places: readonly Place[]) => {
    const marked = { ...lyingAt(places), radius }
    if (tool === 'keep' && !hints.taking) hints.keep(marked)
    else hints.pick(marked)
  }
  const rub = (along: readonly Place[]) => {
    const known = left.current
    left.current = erase(known, along, radius, photo)
    if (left.current !== known) next.ask(() => hints.change(left.current, { settled: false }))
  }
  const eraser = {
    begin: (place: Place) => {
      drawn.current = [place]
      before.current = hints.hints
      left.current = hints.hints
      rub([place])
    },
    extend: (place: Place) => {
      rub([drawn.current[0], place])
      drawn.current = [place]
    },
    end: () => {
      next.drop()
      if (left.current !== before.current) hints.change(left.current)
    },
  }
  const brush = {
    begin: (place: Place) => {
      drawn.current = [place]
    },
    extend: (place: Place) => {
      drawn.current.push(place)
      setLine([...drawn.current])
    },
    end: () => {
      setLine(undefined)
      mark(thinStroke(drawn.current, radius, photo))
    },
  }
  return {
    line,
    radius,
    // A click takes the colour there, whatever tool is in hand.
    drag: tool === 'point' || hints.taking ? undefined : tool === 'eraser' ? eraser : brush,
    click: (place) => {
      if (tool !== 'eraser' || hints.taking) return mark([place])
      eraser.begin(place)
      eraser.end()
    },
  }
}
