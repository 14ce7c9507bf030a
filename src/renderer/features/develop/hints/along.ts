import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import { placesOf } from './places.ts'

/** Where a stroke is looked at, at most: enough for what it is like as a whole. */
const most = 32

/** Places of a hint, evenly along its stroke from end to end; of a pin its own. */
export function placesAlong(mark: Pick<Hint, 'x' | 'y' | 'path'>): Place[] {
  const places = placesOf(mark)
  const until = [0]
  for (let i = 1; i < places.length; i++) {
    const [from, to] = [places[i - 1], places[i]]
    until.push(until[i - 1] + Math.hypot(to.x - from.x, to.y - from.y))
  }
  const length = until[until.length - 1]
  if (length === 0) return [places[0]]
  let piece = 1
  return Array.from({ length: most }, (_, step) => {
    const at = (step / (most - 1)) * length
    while (piece < places.length - 1 && until[piece] < at) piece++
    const [from, to] = [places[piece - 1], places[piece]]
    const share = (at - until[piece - 1]) / (until[piece] - until[piece - 1] || 1)
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }
  })
}

/** The middle of values; of an even count the higher of both. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}
