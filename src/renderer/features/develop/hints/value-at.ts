import type { Ab } from '../../../../shared/colour/lab.ts'
import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import type { AbMap } from '../../../../shared/contract/pixels.ts'
import { median, placesAlong } from './along.ts'

/** a* and b* under a hint: of the cell that a pin lies on, the medians along a stroke. */
export function coloursUnder(map: AbMap, mark: Pick<Hint, 'x' | 'y' | 'path'>): Ab {
  const colours = placesAlong(mark).map((place) => coloursAt(map, place))
  return { a: median(colours.map(({ a }) => a)), b: median(colours.map(({ b }) => b)) }
}

function coloursAt({ data, width, height }: AbMap, { x, y }: Place): Ab {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x * width)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y * height)))
  const i = 2 * (row * width + column)
  return { a: data[i], b: data[i + 1] }
}
