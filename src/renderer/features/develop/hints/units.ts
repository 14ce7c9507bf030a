import type { Hint } from '../../../../shared/contract/engine.ts'

/** What goes together, as numbers of hints: a group, or a hint by itself; each where its first hint stands. */
export function unitsOf(hints: readonly Hint[]): number[][] {
  const units = new Map<unknown, number[]>()
  for (const [index, { group }] of hints.entries()) {
    const key = group ?? { index }
    units.set(key, [...(units.get(key) ?? []), index])
  }
  return [...units.values()]
}

/** The numbers of these hints and of all that go together with one of them. */
export function together(hints: readonly Hint[], indices: readonly number[]): number[] {
  return unitsOf(hints)
    .filter((unit) => unit.some((index) => indices.includes(index)))
    .flat()
}

/** Makes one group of these hints; whole groups become part of it. */
export function grouped(hints: readonly Hint[], indices: readonly number[]): Hint[] {
  const all = together(hints, indices)
  const group = freeGroup(hints)
  return hints.map((hint, index) => (all.includes(index) ? { ...hint, group } : hint))
}

/** Takes the groups of these hints apart. */
export function ungrouped(hints: readonly Hint[], indices: readonly number[]): Hint[] {
  const all = together(hints, indices)
  return hints.map((hint, index) => (all.includes(index) ? { ...hint, group: undefined } : hint))
}

export function freeGroup(hints: readonly Hint[]): number {
  return 1 + Math.max(0, ...hints.map(({ group = 0 }) => group))
}
