import { useCallback, useEffect, useState } from 'react'
import { clampScale, fitScale, fitView, hold, pan, type Size, type View, zoomAt } from './view.ts'

export interface ViewControl {
  view: View
  /** The whole photo is in sight. */
  fitted: boolean
  toFit: () => void
  /** Zooms about a point, the middle by default; `scale` in CSS pixels a photo pixel. */
  zoomTo: (scale: number, point?: { x: number; y: number }) => void
  panBy: (by: { x: number; y: number }) => void
}

/** How the photo lies in its pane; a fitted photo stays fitted when the pane changes. */
export function useView(photo: Size, pane: Size): ViewControl {
  const [view, setView] = useState<View>(() => fitView(photo, pane))
  const [fitted, setFitted] = useState(true)
  const { width, height } = pane
  const { width: photoWidth, height: photoHeight } = photo
  useEffect(() => {
    const sizes = [
      { width: photoWidth, height: photoHeight },
      { width, height },
    ] as const
    setView((known) => (fitted ? fitView(...sizes) : hold(known, ...sizes)))
  }, [photoWidth, photoHeight, width, height, fitted])
  const toFit = useCallback(() => setFitted(true), [])
  return {
    view,
    fitted,
    toFit,
    zoomTo: (scale, point = { x: width / 2, y: height / 2 }) => {
      const next = clampScale(scale, photo, pane, 1 / devicePixelRatio)
      setFitted(next === fitScale(photo, pane))
      setView((known) => zoomAt(known, next, point, photo, pane))
    },
    panBy: (by) => setView((known) => pan(known, by, photo, pane)),
  }
}
