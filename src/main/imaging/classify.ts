import type { ColourKind } from '../../shared/contract/imaging.ts'
import type { Pixels } from './pixels.ts'

export function classify(pixels: Pixels): ColourKind {
  return pixels.channels === 1 ? 'grey' : 'toned'
}
