import type { AbMap, LChannel } from '../../../../shared/contract/pixels.ts'

function index(x: number, y: number, { width, height }: { width: number; height: number }): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x * width)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y * height)))
  return row * width + column
}

/** L* at a place given in fractions of the photo. */
export function lightnessAt(l: LChannel, x: number, y: number): number {
  return l.data[index(x, y, l)]
}

/** a* and b* at a place given in fractions of the photo. */
export function coloursAt(map: AbMap, x: number, y: number): { a: number; b: number } {
  const i = 2 * index(x, y, map)
  return { a: map.data[i], b: map.data[i + 1] }
}
