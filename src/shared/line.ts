import type { Place } from './contract/engine.ts'

/** From a point to a line through one place or more, in the unit that both are in. */
export function distanceToLine(point: Place, line: readonly Place[]): number {
  let nearest = distanceToSegment(point, line[0], line[0])
  for (let i = 1; i < line.length; i++) {
    nearest = Math.min(nearest, distanceToSegment(point, line[i - 1], line[i]))
  }
  return nearest
}

export function distanceToSegment(point: Place, from: Place, to: Place): number {
  const [right, down] = [to.x - from.x, to.y - from.y]
  const along = ((point.x - from.x) * right + (point.y - from.y) * down) / (right ** 2 + down ** 2 || 1)
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - from.x - share * right, point.y - from.y - share * down)
}
