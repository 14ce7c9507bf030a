import type { GivenColour } from '../../../shared/colours-of-hints.ts'

export function isSameGiven(one: GivenColour, other: GivenColour | undefined): boolean {
  return one.a === other?.a && one.b === other.b && one.name === other.name
}
