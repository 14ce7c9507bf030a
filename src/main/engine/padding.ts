import type { AbMap, LChannel } from '../../shared/contract/pixels.ts'

/** Index of a mirror that repeats for ever: 0 1 2 3 2 1 0 1 ... for a side of 4, all 0 for a side of 1. */
function reflect(index: number, side: number): number {
  const period = Math.max(1, 2 * (side - 1))
  const phase = index % period
  return Math.min(phase, period - phase)
}

function roundUp(side: number, multiple: number): number {
  return Math.ceil(side / multiple) * multiple
}

/** Grows right and bottom to multiples of `multiple` by reflection; any side from 1 up. */
export function padReflected({ data, width, height }: LChannel, multiple: number): LChannel {
  const padded = { width: roundUp(width, multiple), height: roundUp(height, multiple) }
  const columns = Uint32Array.from({ length: padded.width }, (_, x) => reflect(x, width))
  const values = new Float32Array(padded.width * padded.height)
  for (let y = 0; y < padded.height; y++) {
    const source = reflect(y, height) * width
    const target = y * padded.width
    for (let x = 0; x < padded.width; x++) values[target + x] = data[source + columns[x]]
  }
  return { data: values, ...padded }
}

/** The top left `width` x `height` of a map, scaled by `scale`. */
export function cropScaled(
  map: { data: Float32Array; width: number },
  width: number,
  height: number,
  scale: number,
): AbMap {
  const data = new Float32Array(width * height * 2)
  for (let y = 0; y < height; y++) {
    const source = y * map.width * 2
    const target = y * width * 2
    for (let i = 0; i < width * 2; i++) data[target + i] = map.data[source + i] * scale
  }
  return { data, width, height }
}

/** Means of 2 x 2 pixels, fewer at the end of an odd side: L on the grid of its prediction. */
export function halved({ data, width, height }: LChannel): LChannel {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  const values = new Float32Array(half.width * half.height)
  for (let y = 0; y < half.height; y++) {
    const above = 2 * y * width
    const below = Math.min(2 * y + 1, height - 1) * width
    for (let x = 0; x < half.width; x++) {
      const left = 2 * x
      const right = Math.min(left + 1, width - 1)
      const sum = data[above + left] + data[above + right] + data[below + left] + data[below + right]
      values[y * half.width + x] = sum / 4
    }
  }
  return { data: values, ...half }
}
