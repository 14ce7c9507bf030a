import { type RefObject, useEffect, useState } from 'react'
import { Compositor } from '../../../lib/picture/compositor.ts'

export interface Painter {
  canvas: HTMLCanvasElement
  compositor: Compositor
}

/**
 * A canvas with a compositor inside `stage`; `undefined` while there is none, `null` where WebGL2 is
 * missing. When the driver loses everything, canvas and compositor are made anew.
 */
export function useCompositor(stage: RefObject<HTMLElement | null>): Painter | undefined | null {
  const [painter, setPainter] = useState<Painter | null>()
  const [losses, setLosses] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each loss asks for a new one
  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.ariaHidden = 'true'
    let alive = true
    let compositor: Compositor
    try {
      compositor = new Compositor(canvas, () => alive && setLosses((count) => count + 1))
    } catch {
      setPainter(null)
      return
    }
    stage.current?.prepend(canvas)
    setPainter({ canvas, compositor })
    return () => {
      alive = false
      compositor.dispose()
      canvas.remove()
      setPainter(undefined)
    }
  }, [stage, losses])
  return painter
}
