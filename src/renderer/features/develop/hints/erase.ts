import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import { distanceToLine } from '../../../../shared/line.ts'
import { inShortSides, lyingAt, placesOf } from './places.ts'

/** Steps, in radii of the eraser, at which a stroke is looked at. */
const fine = 1 / 8

/**
 * What an eraser leaves: pins under it go, strokes are cut and what is left of them stays, each piece a stroke.
 * @param along where it went, fractions of the photo @param radius fraction of the short side
 * @returns the same hints, where it touched none
 */
export function erase(
  hints: readonly Hint[],
  along: readonly Place[],
  radius: number,
  photo: { width: number; height: number },
): readonly Hint[] {
  const { to, from } = inShortSides(photo)
  const path = along.map(to)
  const left = hints.map((hint) => {
    const runs = runsBeside(placesOf(hint).map(to), path, radius)
    return runs?.map((run) => ({ ...hint, ...lyingAt(run.map(from)) })) ?? hint
  })
  return left.every((hint, i) => hint === hints[i]) ? hints : left.flat()
}

/** Pieces of a line that lie farther than `radius` from a path; `undefined`: all of it. */
function runsBeside(line: readonly Place[], path: readonly Place[], radius: number): Place[][] | undefined {
  const runs: Place[][] = []
  let run: Place[] = []
  let last: Place | undefined
  let isCut = false
  const end = () => {
    if (last && last !== run.at(-1)) run.push(last)
    if (run.length > 1) runs.push(run)
    run = []
    last = undefined
  }
  for (const { place, isCorner } of samples(line, radius * fine)) {
    if (distanceToLine(place, path) <= radius) {
      isCut = true
      end()
      continue
    }
    if (isCorner || run.length === 0) run.push(place)
    last = place
  }
  end()
  return isCut ? runs : undefined
}

/** The places of a line and those between them, `step` apart at most. */
function* samples(line: readonly Place[], step: number): Generator<{ place: Place; isCorner: boolean }> {
  yield { place: line[0], isCorner: true }
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1], line[i]]
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step))
    for (let s = 1; s < steps; s++) {
      const share = s / steps
      const place = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) }
      yield { place, isCorner: false }
    }
    yield { place: to, isCorner: true }
  }
}
