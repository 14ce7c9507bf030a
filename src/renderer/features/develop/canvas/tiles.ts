import { placement, type Size, type View } from './view.ts'

/** Side, in pixels, of a tile of core's; those at the right and lower edge are smaller. */
export const tileSide = 512

export interface Tile {
  level: number
  x: number
  y: number
  /** Part of the photo, in fractions: x, y, width, height. */
  part: readonly [number, number, number, number]
}

/** Side of the photo after `level` halvings, each rounded up. */
export function halved(side: number, level: number): number {
  return Math.ceil(side / 2 ** level)
}

/**
 * Tiles that the view needs: none while the preview is sharp enough, else those of the coarsest level
 * that still has a pixel for every device pixel, as far as they lie on the canvas.
 * @param density device pixels a CSS pixel
 * @param preview width of the preview, px
 */
export function tilesInView(view: View, photo: Size, canvas: Size, density: number, preview: number): Tile[] {
  const wanted = Math.min(1, view.scale * density)
  if (photo.width * wanted <= preview * 1.05) return []
  const level = Math.max(0, Math.floor(-Math.log2(wanted)))
  const wide = halved(photo.width, level)
  const high = halved(photo.height, level)
  const [left, top, shownWidth, shownHeight] = placement(view, photo, canvas)
  const columns = spanOf(-left / shownWidth, (canvas.width - left) / shownWidth, wide)
  const rows = spanOf(-top / shownHeight, (canvas.height - top) / shownHeight, high)
  return rows.flatMap((y) =>
    columns.map((x) => ({
      level,
      x,
      y,
      part: [
        (x * tileSide) / wide,
        (y * tileSide) / high,
        Math.min(tileSide, wide - x * tileSide) / wide,
        Math.min(tileSide, high - y * tileSide) / high,
      ] as const,
    })),
  )
}

/** Tile numbers between two fractions of a side. */
function spanOf(from: number, to: number, side: number): number[] {
  const first = Math.max(0, Math.floor((from * side) / tileSide))
  const last = Math.min(Math.ceil(side / tileSide) - 1, Math.floor((to * side) / tileSide))
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}
