import type { JustifiedRow } from './justified-rows.ts'

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End'

export function isStep(key: string): key is Step {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
}

/**
 * Index of the picture that a key leads to. Up and down go to the picture whose middle lies nearest
 * below or above; at an edge the focus stays.
 */
export function walk(rows: readonly JustifiedRow[], index: number, step: Step): number {
  const last = rows.length === 0 ? 0 : rows[rows.length - 1].start + rows[rows.length - 1].widths.length - 1
  switch (step) {
    case 'ArrowLeft':
      return Math.max(0, index - 1)
    case 'ArrowRight':
      return Math.min(last, index + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowUp':
      return toRow(rows, index, -1)
    case 'ArrowDown':
      return toRow(rows, index, 1)
  }
}

function toRow(rows: readonly JustifiedRow[], index: number, by: 1 | -1): number {
  const at = rows.findIndex(({ start, widths }) => index >= start && index < start + widths.length)
  const row = rows[at]
  const other = rows[at + by]
  if (!row || !other) return index
  const middle = middles(row)[index - row.start]
  const distances = middles(other).map((x) => Math.abs(x - middle))
  return other.start + distances.indexOf(Math.min(...distances))
}

/** Middles of the pictures of a row along its width, 0..1 of the row. */
function middles({ widths }: JustifiedRow): number[] {
  const total = widths.reduce((sum, width) => sum + width, 0)
  let left = 0
  return widths.map((width) => {
    const middle = (left + width / 2) / total
    left += width
    return middle
  })
}
