import type { Place } from './contract/engine.ts'

/** From a point to a line through one place or more, in the unit that both are in. */
export function distanceToLine(point: Place, line: readonly Place[]): number {
  let nearest = distanceToSegment(point, line[0], line[0])
  for (let i = 1; i < line.length; i++) {
    nearest = Math.min(nearest, distanceToSegment(point, line[i - 1], line[i]))
  }
  return nearest
}

export function distanceToSegment({ x, y }: Place, from: Place, to: Place): number {
  return Math.sqrt(squaredDistance(x, y, from, to))
}

/** Of a point to a segment; for those who ask for each cell of a photo. */
export function squaredDistance(x: number, y: number, from: Place, to: Place): number {
  const right = to.x - from.x
  const down = to.y - from.y
  const along = ((x - from.x) * right + (y - from.y) * down) / (right * right + down * down || 1)
  const share = Math.min(1, Math.max(0, along))
  const across = x - from.x - share * right
  const below = y - from.y - share * down
  return across * across + below * below
}
