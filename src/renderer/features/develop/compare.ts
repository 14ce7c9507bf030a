import type { Pane } from '../../lib/gl/compositor.ts'
import { placement, type Size, type View } from '../../lib/view.ts'

export const compareModes = ['off', 'slider', 'side'] as const
export type CompareMode = (typeof compareModes)[number]

export interface Comparison {
  mode: CompareMode
  /** Where the divider of the slider stands, as a fraction of the canvas. */
  divider: number
  /** The original is held in sight. */
  held: boolean
}

/** The part of the canvas that one showing of the photo has for itself. */
export function paneSize(canvas: Size, mode: CompareMode): Size {
  return mode === 'side' ? { width: canvas.width / 2, height: canvas.height } : canvas
}

/** What is painted where, in device pixels. */
export function panesOf(
  view: View,
  photo: Size,
  canvas: Size,
  comparison: Comparison,
  density: number,
): Pane[] {
  const { mode, divider, held } = comparison
  const size = paneSize(canvas, mode)
  const at = placement(view, photo, size)
  const pane = (offset: number, from: number, to: number, coloured: boolean): Pane => ({
    photo: scaled([at[0] + offset, at[1], at[2], at[3]], density),
    clip: scaled([from, 0, to - from, canvas.height], density),
    coloured: coloured && !held,
  })
  const { width } = canvas
  switch (mode) {
    case 'off':
      return [pane(0, 0, width, true)]
    case 'slider':
      return [pane(0, 0, width * divider, false), pane(0, width * divider, width, true)]
    case 'side':
      return [pane(0, 0, size.width, false), pane(size.width, size.width, width, true)]
  }
}

function scaled(rectangle: readonly [number, number, number, number], by: number): Pane['photo'] {
  const [x, y, width, height] = rectangle
  return [x * by, y * by, width * by, height * by]
}
