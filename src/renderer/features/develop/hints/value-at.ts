import type { Ab } from '../../../../shared/colour/lab.ts'
import type { AbMap } from '../../../../shared/contract/pixels.ts'

/** a* and b* at a place given in fractions of the photo. */
export function coloursAt({ data, width, height }: AbMap, x: number, y: number): Ab {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x * width)))
  const row = Math.min(height - 1, Math.max(0, Math.floor(y * height)))
  const i = 2 * (row * width + column)
  return { a: data[i], b: data[i + 1] }
}
