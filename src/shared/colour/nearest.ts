import type { Ab } from './lab.ts'
import { type Material, type MaterialName, materials } from './materials.ts'

/** Differences in the a*b* plane that nobody sees. */
const unseen = 2

export function isSameColour(one: Ab, other: Ab): boolean {
  return distance(one, other) < unseen
}

/** The material that comes nearest to a colour, and whether it is the same. */
export function nearestMaterial(colour: Ab): { name: MaterialName; same: boolean } {
  const found = nearest(colour)
  return { name: found.name, same: isSameColour(found, colour) }
}

/** L* that a colour has most likely: the middle of what the nearest material has. */
export function usualLightness(colour: Ab): number {
  const [dark, light] = nearest(colour).l
  return (dark + light) / 2
}

function nearest(colour: Ab): Material {
  return materials.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best))
}

function distance(one: Ab, other: Ab): number {
  return Math.hypot(one.a - other.a, one.b - other.b)
}
