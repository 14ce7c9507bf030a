import type { Hint, Place } from '../../shared/contract/engine.ts'
import { abScale } from '../nn/scales.ts'

export interface Size {
  width: number
  height: number
}

/** Where a hint lies, whatever it says. */
type Mark = Pick<Hint, 'x' | 'y' | 'radius' | 'path'>

/** Pixels `first` (included) to `last` (excluded) of a side that a hint covers: at least one. */
function span(centre: number, radius: number, side: number): { first: number; last: number } {
  const pixel = Math.min(Math.floor(centre), side - 1)
  return {
    first: Math.min(pixel, Math.max(0, Math.round(centre - radius))),
    last: Math.max(pixel + 1, Math.min(side, Math.round(centre + radius))),
  }
}

/**
 * Which hint covers what: a pin its square, a stroke the squares along its line; where they overlap the later one wins.
 * @param photo size of what the hints are drawn on; positions and radii are fractions of it
 * @param padded size of the answer
 * @returns number of the hint that covers a pixel, row by row; -1 for none
 */
export function coverage(
  hints: readonly Mark[],
  photo: Size,
  { width, height }: Size = photo,
): Int16Array<ArrayBuffer> {
  const covered = new Int16Array(width * height).fill(-1)
  for (const [index, hint] of hints.entries()) {
    const half = hint.radius * Math.min(photo.width, photo.height)
    for (const { x, y } of lineOf(hint, photo, Math.max(1, half / 2))) {
      const columns = span(x * photo.width, half, photo.width)
      const rows = span(y * photo.height, half, photo.height)
      for (let row = rows.first; row < rows.last; row++) {
        covered.fill(index, row * width + columns.first, row * width + columns.last)
      }
    }
  }
  return covered
}

/** Places along a hint's line, no more than `stride` pixels apart. */
function* lineOf({ x, y, path = [] }: Mark, photo: Size, stride: number): Generator<Place> {
  let from = { x, y }
  yield from
  for (const to of path) {
    const [right, down] = [to.x - from.x, to.y - from.y]
    const pixels = Math.max(Math.abs(right) * photo.width, Math.abs(down) * photo.height)
    const steps = Math.ceil(pixels / stride)
    for (let step = 1; step <= steps; step++) {
      yield { x: from.x + (right * step) / steps, y: from.y + (down * step) / steps }
    }
    from = to
  }
}

/**
 * Hints as a network takes them; one that keeps what is there says nothing.
 * @param photo size of the network's input before padding
 * @param padded size of the answer
 * @returns [padded height, padded width, 3]: a* / 110, b* / 110, mark 1; zero where unmarked
 */
export function rasteriseHints(hints: readonly Hint[], photo: Size, padded: Size): Float32Array {
  const raster = new Float32Array(padded.width * padded.height * 3)
  for (const [pixel, index] of coverage(hints, photo, padded).entries()) {
    if (index < 0 || hints[index].keeps) continue
    raster.set([hints[index].a / abScale, hints[index].b / abScale, 1], pixel * 3)
  }
  return raster
}
