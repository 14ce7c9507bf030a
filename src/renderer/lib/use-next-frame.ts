import { useEffect, useMemo } from 'react'

export interface NextFrame {
  /** Does this before the next frame is painted, instead of what was to be done then. */
  ask: (work: () => void) => void
  /** Forgets what was to be done. */
  drop: () => void
}

/** For what follows a pointer: however many moves come between two frames, only the newest counts. */
export function useNextFrame(): NextFrame {
  const next = useMemo(() => {
    let frame: number | undefined
    let newest = () => {}
    const drop = () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
    }
    const ask = (work: () => void) => {
      newest = work
      frame ??= requestAnimationFrame(() => {
        frame = undefined
        newest()
      })
    }
    return { ask, drop }
  }, [])
  useEffect(() => next.drop, [next])
  return next
}
