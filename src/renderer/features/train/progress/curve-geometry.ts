export interface Sample {
  step: number
  value: number
}

/** Share of the height that stays free above and below, so that a line never lies on the edge. */
const margin = 0.08

/** What changes by less than this share of itself must not look like a mountain. */
const leastRange = 0.1

/** Where samples lie in a box of `width` x `height`, y downwards. */
export interface Scale {
  least: number
  most: number
  x: (step: number) => number
  y: (value: number) => number
}

/** @param values all that has to be in sight. @param total steps at the right edge */
export function scaleOf(
  values: readonly number[],
  total: number,
  { width, height }: { width: number; height: number },
): Scale {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  const missing = Math.max(0, leastRange * Math.abs(highest) - (highest - lowest))
  const least = lowest - missing / 2
  const most = highest + missing / 2
  // Nothing but zeros still needs a height to lie in.
  const range = most - least || 1
  return {
    least,
    most,
    x: (step) => (total > 0 ? step / total : 0) * width,
    y: (value) => (margin + ((most - value) / range) * (1 - 2 * margin)) * height,
  }
}

/** The `d` of an SVG path through the samples; with round ends one sample alone is a dot. */
export function pathOf(samples: readonly Sample[], { x, y }: Scale): string {
  const line = samples
    .map(({ step, value }, i) => `${i === 0 ? 'M' : 'L'}${x(step).toFixed(2)} ${y(value).toFixed(2)}`)
    .join('')
  return `${line}h0`
}
