import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Place } from '../../../../shared/contract/engine.ts'
import { onPhoto } from '../hints/places.ts'
import type { Drawing } from '../hints/use-drawing.ts'
import type { ViewControl } from './use-view.ts'

/** A press that moves less than this, px, is a click. */
const steady = 4

interface Press {
  x: number
  y: number
  moved: boolean
  place: Place
  draws: boolean
  /** It came over the photo, and something is drawn. */
  begun: boolean
}

interface StagePointer {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void
  onPointerMove: (event: PointerEvent<HTMLElement>) => void
  onPointerUp: (event: PointerEvent<HTMLElement>) => void
  panning: boolean
}

interface StageActions {
  control: ViewControl
  /** From the pointer to canvas pixels inside its pane. */
  toPane: (event: { clientX: number; clientY: number }) => { x: number; y: number }
  /** From there to fractions of the photo; outside 0..1 beside it. */
  toPlace: (point: { x: number; y: number }) => Place
  drawing: Drawing
}

/**
 * A click and, where the tool in hand has a use for it, dragging act on the hints; the wheel zooms at the pointer. With the
 * middle button or Space held, and else where the tool has none, dragging pans.
 */
export function useStagePointer(stage: RefObject<HTMLElement | null>, actions: StageActions): StagePointer {
  const space = useSpace()
  const press = useRef<Press | undefined>(undefined)
  const [panning, setPanning] = useState(false)
  useWheel(stage, actions)
  const placeOf = (event: { clientX: number; clientY: number }) => actions.toPlace(actions.toPane(event))
  return {
    panning: panning || space,
    onPointerDown: (event) => {
      if (event.button > 1 || event.target !== event.currentTarget) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const pans = space || event.button === 1
      const drag = pans ? undefined : actions.drawing.drag
      press.current = {
        x: event.clientX,
        y: event.clientY,
        moved: pans,
        place: placeOf(event),
        draws: !!drag,
        begun: false,
      }
    },
    onPointerMove: (event) => {
      const { clientX, clientY } = event
      const from = press.current
      if (!from) return
      if (!from.moved && Math.hypot(clientX - from.x, clientY - from.y) < steady) return
      const { drag } = actions.drawing
      if (from.draws) {
        const place = placeOf(event)
        // What is drawn beside the photo alone is nothing.
        const begins = !from.begun && (isOnPhoto(from.place) || isOnPhoto(place))
        if (begins) drag?.begin(onPhoto(from.place))
        from.begun ||= begins
        if (from.begun) drag?.extend(onPhoto(place))
      } else {
        actions.control.panBy({ x: clientX - from.x, y: clientY - from.y })
        setPanning(true)
      }
      press.current = { ...from, x: clientX, y: clientY, moved: true }
    },
    onPointerUp: (event) => {
      const from = press.current
      press.current = undefined
      setPanning(false)
      if (from?.begun) actions.drawing.drag?.end()
      if (!from || from.moved) return
      const place = placeOf(event)
      if (isOnPhoto(place)) actions.drawing.click(place)
    },
  }
}

function isOnPhoto({ x, y }: Place): boolean {
  return x >= 0 && x <= 1 && y >= 0 && y <= 1
}

function useWheel(stage: RefObject<HTMLElement | null>, actions: StageActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const element = stage.current
    if (!element) return
    // React listens passively, and a passive listener cannot keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { control, toPane } = latest.current
      control.zoomTo(control.view.scale * Math.exp(-event.deltaY * 0.002), toPane(event))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])
}

function useSpace(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.code === 'Space' &&
        event.target instanceof HTMLElement &&
        !event.target.closest('button, input')
      ) {
        setHeld(event.type === 'keydown')
        event.preventDefault()
      }
    }
    addEventListener('keydown', onKey)
    addEventListener('keyup', onKey)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener('keyup', onKey)
    }
  }, [])
  return held
}
