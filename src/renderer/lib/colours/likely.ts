import { type Material, materials } from '../../../shared/colour/materials.ts'

/**
 * All materials, those that a spot of this lightness may be made of first: of each kind the likeliest, then the next of
 * each. The others follow, the nearest in lightness first.
 */
export function likelyAt(l: number): readonly Material[] {
  const sorted = materials.toSorted((one, other) => misfit(one, l) - misfit(other, l))
  const rank = new Map<Material, number>()
  const seen = new Map<Material['kind'], number>()
  for (const material of sorted) {
    const earlier = seen.get(material.kind) ?? 0
    rank.set(material, isPlausible(material, l) ? earlier : Number.POSITIVE_INFINITY)
    seen.set(material.kind, earlier + 1)
  }
  // Sorting keeps the order of those that are equal.
  return sorted.toSorted((one, other) => compare(rank.get(one) ?? 0, rank.get(other) ?? 0))
}

export function isPlausible(material: Material, l: number): boolean {
  return misfit(material, l) <= 1
}

/** How far from the middle of its range, in halves of that. */
function misfit({ l: [dark, light] }: Material, l: number): number {
  return Math.abs(2 * l - dark - light) / (light - dark)
}

/** Unlike a difference, also of infinities. */
function compare(one: number, other: number): number {
  return one < other ? -1 : Number(one > other)
}
