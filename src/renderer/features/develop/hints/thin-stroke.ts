import { type Hint, mostPlaces, type Place } from '../../../../shared/contract/engine.ts'
import { distanceToSegment } from '../../../../shared/line.ts'
import { inShortSides } from './places.ts'

/**
 * The line of a pointer with as few places as its brush needs: none nearer to the one before than half a radius, straight
 * pieces merged, the end where the pointer ended, and no more than a hint may have.
 * @param drawn fractions of the photo @param radius fraction of the short side
 */
export function thinStroke(
  drawn: readonly Place[],
  radius: Hint['radius'],
  photo: { width: number; height: number },
): Place[] {
  const { to, from } = inShortSides(photo)
  const thin = withoutStraight(spaced(drawn.map(to), radius / 2), radius / 8)
  // Only of a scribble as long as this, and then its shape suffers.
  const every = Math.ceil((thin.length - 1) / (mostPlaces - 1))
  return thin.filter((_, i) => i % every === 0 || i === thin.length - 1).map(from)
}

function spaced(line: readonly Place[], apart: number): Place[] {
  const kept = [line[0]]
  const isNear = (place: Place) => Math.hypot(place.x - kept.at(-1)!.x, place.y - kept.at(-1)!.y) < apart
  for (const place of line) if (!isNear(place)) kept.push(place)
  const end = line[line.length - 1]
  if (kept.at(-1) !== end && kept.length > 1) kept[kept.length - 1] = end
  return kept
}

/** From each place that stays to the farthest one to which the line is straight, but for `tolerance`. */
function withoutStraight(line: readonly Place[], tolerance: number): Place[] {
  const kept = [line[0]]
  let from = 0
  for (let to = 2; to < line.length; to++) {
    const strays = (place: Place) => distanceToSegment(place, line[from], line[to]) > tolerance
    if (!line.slice(from + 1, to).some(strays)) continue
    from = to - 1
    kept.push(line[from])
  }
  return line.length > 1 ? [...kept, line[line.length - 1]] : kept
}
