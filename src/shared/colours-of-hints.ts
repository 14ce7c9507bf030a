import { isSameColour } from './colour/nearest.ts'
import type { Hint } from './contract/engine.ts'

/** A colour that hints gave, under the name that a person gave it, if any. */
export type GivenColour = Pick<Hint, 'name' | 'a' | 'b'>

/** The colours of hints, each once: one with a name before those without. Marks that keep what is there have none. */
export function coloursOfHints(hints: readonly Hint[]): GivenColour[] {
  const found: GivenColour[] = []
  const given = hints.filter(({ keeps }) => !keeps)
  for (const { name, a, b } of [
    ...given.filter((hint) => hint.name),
    ...given.filter((hint) => !hint.name),
  ]) {
    const isThere = found.some((one) => isSameColour(one, { a, b }) && (!name || one.name === name))
    if (!isThere) found.push(name ? { name, a, b } : { a, b })
  }
  return found
}
