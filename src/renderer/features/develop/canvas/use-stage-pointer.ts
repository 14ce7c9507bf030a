import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { ViewControl } from './use-view.ts'

/** A press that moves less than this, px, is a click. */
const steady = 4

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
  onClick: (point: { x: number; y: number }) => void
}

/** Dragging pans, the wheel zooms at the pointer, a click places; with Space held nothing is placed. */
export function useStagePointer(stage: RefObject<HTMLElement | null>, actions: StageActions): StagePointer {
  const space = useSpace()
  const press = useRef<{ x: number; y: number; moved: boolean } | undefined>(undefined)
  const [panning, setPanning] = useState(false)
  useWheel(stage, actions)
  return {
    panning: panning || space,
    onPointerDown: (event) => {
      if (event.button > 1 || event.target !== event.currentTarget) return
      event.currentTarget.setPointerCapture(event.pointerId)
      press.current = { x: event.clientX, y: event.clientY, moved: space || event.button === 1 }
    },
    onPointerMove: ({ clientX, clientY }) => {
      const from = press.current
      if (!from) return
      if (!from.moved && Math.hypot(clientX - from.x, clientY - from.y) < steady) return
      actions.control.panBy({ x: clientX - from.x, y: clientY - from.y })
      press.current = { x: clientX, y: clientY, moved: true }
      setPanning(true)
    },
    onPointerUp: (event) => {
      if (press.current && !press.current.moved) actions.onClick(actions.toPane(event))
      press.current = undefined
      setPanning(false)
    },
  }
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
