import {
  formerHintMethod,
  type Hint,
  type Hinting,
  mostPlaces,
  type Place,
} from '../../../../shared/contract/engine.ts'
import { lyingAt, onPhoto, placesOf } from './places.ts'
import { freeGroup } from './units.ts'

/** How far from its original a copy lies, in fractions of the photo. */
const aside = { x: 0.03, y: 0.03 }

/** Moves hints together, as far as all of them stay on the photo. @param by fractions of the photo */
export function moved(hints: readonly Hint[], indices: readonly number[], by: Place): Hint[] {
  const places = indices.flatMap((index) => placesOf(hints[index]))
  const [right, down] = [
    held(
      by.x,
      places.map(({ x }) => x),
    ),
    held(
      by.y,
      places.map(({ y }) => y),
    ),
  ]
  const there = ({ x, y }: Place) => onPhoto({ x: x + right, y: y + down })
  return hints.map((hint, index) =>
    indices.includes(index) ? { ...hint, ...lyingAt(placesOf(hint).map(there)) } : hint,
  )
}

/** Draws a stroke on from the end of a hint; straight on, its end goes farther. @param by fractions of the photo */
export function drawnOn(hints: readonly Hint[], index: number, by: Place): Hint[] {
  const places = placesOf(hints[index])
  const end = places[places.length - 1]
  const next = onPhoto({ x: end.x + by.x, y: end.y + by.y })
  const isThere = next.x === end.x && next.y === end.y
  if (isThere || places.length > mostPlaces) return [...hints]
  const kept = isStraight(places.at(-2), end, next) ? places.slice(0, -1) : places
  return hints.with(index, { ...hints[index], ...lyingAt([...kept, next]) })
}

function isStraight(before: Place | undefined, place: Place, after: Place): boolean {
  if (!before) return false
  const [right, down] = [place.x - before.x, place.y - before.y]
  const [onRight, onDown] = [after.x - place.x, after.y - place.y]
  return Math.abs(right * onDown - down * onRight) < 1e-9 && right * onRight + down * onDown > 0
}

function held(by: number, values: readonly number[]): number {
  return Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), by))
}

/** Puts copies of hints on top of all others; copies of a group are a group of their own. */
export function copied(
  hints: readonly Hint[],
  indices: readonly number[],
): { hints: Hint[]; copies: number[] } {
  const next = freeGroup(hints)
  const groups = [...new Set(indices.flatMap((index) => hints[index].group ?? []))]
  const copies = indices.map((index) => {
    const { group, ...hint } = hints[index]
    return group === undefined ? hint : { ...hint, group: next + groups.indexOf(group) }
  })
  return { hints: [...hints, ...copies], copies: indices.map((_, i) => hints.length + i) }
}

/** Copies that lie beside their originals. */
export function copiedAside(hints: readonly Hint[], indices: readonly number[]): ReturnType<typeof copied> {
  const { hints: all, copies } = copied(hints, indices)
  const back = moved(all, copies, { x: -aside.x, y: -aside.y })
  const there = moved(all, copies, aside)
  // In a corner of the photo there is no room on that side.
  const isStuck = copies.every((index) => there[index].x === all[index].x && there[index].y === all[index].y)
  return { hints: isStuck ? back : there, copies }
}

export function without(hints: readonly Hint[], indices: readonly number[]): Hint[] {
  return hints.filter((_, index) => !indices.includes(index))
}

/** Gives hints a colour, a name or a reach; marks that keep what is there have neither. */
export function changed(
  hints: readonly Hint[],
  indices: readonly number[],
  change: Partial<Pick<Hint, 'a' | 'b' | 'name' | 'reach'>>,
): Hint[] {
  return hints.map((hint, index) => (indices.includes(index) && !hint.keeps ? { ...hint, ...change } : hint))
}

/** Whether hints are of before they spread to the thing that they point at. */
export function areFormer({ hints, hintMethod = formerHintMethod }: Hinting): boolean {
  return hints.length > 0 && hintMethod === formerHintMethod
}

/** Former hints as those of today: small dots that stay small. */
export function asSpots(hints: readonly Hint[]): Hint[] {
  return hints.map((hint) => (hint.reach || hint.keeps ? hint : { ...hint, reach: 'spot' }))
}
