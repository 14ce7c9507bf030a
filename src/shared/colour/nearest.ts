import type { Ab } from './lab.ts'
import { type MaterialName, materials } from './materials.ts'

/** Differences in the a*b* plane that nobody sees. */
const unseen = 2

export function isSameColour(one: Ab, other: Ab): boolean {
  return distance(one, other) < unseen
}

/** The material that comes nearest to a colour, and whether it is the same. */
export function nearestMaterial(colour: Ab): { name: MaterialName; same: boolean } {
  const nearest = materials.reduce((best, one) =>
    distance(one, colour) < distance(best, colour) ? one : best,
  )
  return { name: nearest.name, same: isSameColour(nearest, colour) }
}

function distance(one: Ab, other: Ab): number {
  return Math.hypot(one.a - other.a, one.b - other.b)
}
