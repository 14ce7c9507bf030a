import type { Pane } from '../../../lib/picture/compositor.ts'
import { placement, type Size, type View } from './view.ts'

export const compareModes = ['off', 'slider', 'side'] as const
export type CompareMode = (typeof compareModes)[number]

export interface Comparison {
  mode: CompareMode
  /** Where the divider of the slider stands, as a fraction of the canvas. */
  divider: number
  /** The original is held in sight. */
  held: boolean
  /** Version on the left; left out: the original. */
  against?: number | undefined
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
  const left = comparison.against === undefined ? null : 1
  const pane = (offset: number, from: number, to: number, colours: Pane['colours']): Pane => ({
    photo: scaled([at[0] + offset, at[1], at[2], at[3]], density),
    clip: scaled([from, 0, to - from, canvas.height], density),
    colours: held ? null : colours,
  })
  const { width } = canvas
  switch (mode) {
    case 'off':
      return [pane(0, 0, width, 0)]
    case 'slider':
      return [pane(0, 0, width * divider, left), pane(0, width * divider, width, 0)]
    case 'side':
      return [pane(0, 0, size.width, left), pane(size.width, size.width, width, 0)]
  }
}

function scaled(rectangle: readonly [number, number, number, number], by: number): Pane['photo'] {
  const [x, y, width, height] = rectangle
  return [x * by, y * by, width * by, height * by]
}
