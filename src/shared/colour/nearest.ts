import type { Ab } from './lab.ts'
import { type Material, type MaterialName, materials } from './materials.ts'

/** Differences in the a*b* plane that nobody sees. */
const unseen = 2

export function isSameColour(one: Ab, other: Ab): boolean {
  return distance(one, other) < unseen
}

/**
 * The material that comes nearest to a colour, and whether it is the same.
 * @param l where it is known: of those that have it in photographs, so that nothing white is black hair
 */
export function nearestMaterial(colour: Ab, l?: number): { name: MaterialName; same: boolean } {
  const found = nearest(colour, l)
  return { name: found.name, same: isSameColour(found, colour) }
}

/** L* that a colour has most likely: the middle of what the nearest material has. */
export function usualLightness(colour: Ab): number {
  const [dark, light] = nearest(colour).l
  return (dark + light) / 2
}

function nearest(colour: Ab, lightness?: number): Material {
  const possible = materials.filter(
    ({ l: [dark, light] }) => lightness === undefined || (lightness >= dark && lightness <= light),
  )
  // There is always one: greys have every lightness.
  return possible.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best))
}

function distance(one: Ab, other: Ab): number {
  return Math.hypot(one.a - other.a, one.b - other.b)
}
