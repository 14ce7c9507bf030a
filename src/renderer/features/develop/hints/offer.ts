import type { GivenColour } from '../../../../shared/colours-of-hints.ts'

/** A colour to choose, with what it is called. */
export interface Offer {
  key: string
  label: string
  colour: GivenColour
}
