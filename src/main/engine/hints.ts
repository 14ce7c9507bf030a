import type { Hint } from '../../shared/contract/engine.ts'
import { abScale } from '../nn/scales.ts'

export interface Size {
  width: number
  height: number
}

/** Pixels `first` (included) to `last` (excluded) of a side that a hint covers: at least one. */
function span(centre: number, radius: number, side: number): { first: number; last: number } {
  const pixel = Math.min(Math.floor(centre), side - 1)
  return {
    first: Math.min(pixel, Math.max(0, Math.round(centre - radius))),
    last: Math.max(pixel + 1, Math.min(side, Math.round(centre + radius))),
  }
}

/**
 * Draws hints as squares; where they overlap the later one wins.
 * @param photo size of the network's input before padding; positions and radii are fractions of it
 * @param padded size of the answer
 * @returns [padded height, padded width, 3]: a* / 110, b* / 110, mark 1; zero where unmarked
 */
export function rasteriseHints(hints: readonly Hint[], photo: Size, padded: Size): Float32Array {
  const raster = new Float32Array(padded.width * padded.height * 3)
  for (const { x, y, radius, a, b } of hints) {
    const half = radius * Math.min(photo.width, photo.height)
    const columns = span(x * photo.width, half, photo.width)
    const rows = span(y * photo.height, half, photo.height)
    const value = [a / abScale, b / abScale, 1]
    for (let row = rows.first; row < rows.last; row++) {
      for (let column = columns.first; column < columns.last; column++) {
        raster.set(value, (row * padded.width + column) * 3)
      }
    }
  }
  return raster
}
