import { Random } from '../../../shared/random.ts'

/**
 * The photos of a step: through all of `places` in a new order each time, as the step's number alone
 * decides. None where there are none.
 * @param purpose tells apart orders of the same run
 */
export function placesOfStep(
  places: readonly number[],
  purpose: string,
  step: number,
  count: number,
): number[] {
  return Array.from({ length: places.length > 0 ? count : 0 }, (_, i) => {
    const position = step * count + i
    const round = Math.floor(position / places.length)
    return new Random(1, purpose, round).shuffled(places)[position % places.length]
  })
}
