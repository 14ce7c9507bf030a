import type { Hint, Place } from '../../../../shared/contract/engine.ts'

/** Where a hint lies: the place of a pin, or the line of a stroke. */
export function placesOf({ x, y, path = [] }: Pick<Hint, 'x' | 'y' | 'path'>): Place[] {
  return [{ x, y }, ...path]
}

/** The nearest place that is on the photo. */
export function onPhoto({ x, y }: Place): Place {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) }
}

/** The same for a hint that is to lie elsewhere. @param places one for a pin, more for a stroke */
export function lyingAt([{ x, y }, ...path]: readonly Place[]): Pick<Hint, 'x' | 'y' | 'path'> {
  return path.length > 0 ? { x, y, path } : { x, y, path: undefined }
}

/** Places of a photo in its short sides, in which radii are given, or back. */
export function inShortSides({ width, height }: { width: number; height: number }) {
  const short = Math.min(width, height)
  const [wide, high] = [width / short, height / short]
  return {
    to: ({ x, y }: Place): Place => ({ x: x * wide, y: y * high }),
    from: ({ x, y }: Place): Place => ({ x: x / wide, y: y / high }),
  }
}
