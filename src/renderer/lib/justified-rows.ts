export interface Sized {
  width: number
  height: number
}

export interface JustifiedRow {
  /** Index of the first picture of the row, and how many there are. */
  start: number
  widths: number[]
  height: number
}

/** A picture without a known size takes this shape; panoramas and slips of paper are cropped to the limits. */
const unknownAspect = 4 / 3
const aspectLimits = [0.4, 3] as const

export function aspectOf({ width, height }: Sized): number {
  if (width <= 0 || height <= 0) return unknownAspect
  return Math.min(aspectLimits[1], Math.max(aspectLimits[0], width / height))
}

/**
 * Breaks pictures, in order, into rows that fill `width` at about `target` height (all px). The last
 * row keeps the target height when it would have to grow over it to fill the width.
 */
export function justify(
  pictures: readonly Sized[],
  width: number,
  target: number,
  gap: number,
): JustifiedRow[] {
  const rows: JustifiedRow[] = []
  let start = 0
  let aspects: number[] = []
  const close = (fill: boolean) => {
    const room = width - gap * (aspects.length - 1)
    const sum = aspects.reduce((total, aspect) => total + aspect, 0)
    const height = fill ? room / sum : Math.min(target, room / sum)
    rows.push({ start, widths: aspects.map((aspect) => aspect * height), height })
    start += aspects.length
    aspects = []
  }
  for (const picture of pictures) {
    const aspect = aspectOf(picture)
    // The break goes where the row's height comes nearer to the target: before this picture or after it.
    if (aspects.length > 0) {
      const without = heightOf(aspects, width, gap)
      const withIt = heightOf([...aspects, aspect], width, gap)
      if (withIt < target && Math.abs(without - target) < Math.abs(withIt - target)) close(true)
    }
    aspects.push(aspect)
    if (heightOf(aspects, width, gap) <= target) close(true)
  }
  if (aspects.length > 0) close(false)
  return rows
}

function heightOf(aspects: readonly number[], width: number, gap: number): number {
  const sum = aspects.reduce((total, aspect) => total + aspect, 0)
  return (width - gap * (aspects.length - 1)) / sum
}
