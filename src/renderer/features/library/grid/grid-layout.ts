import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { type JustifiedRow, justify } from '../../../lib/justified-rows.ts'

export type GridItem =
  | { kind: 'month'; month: string | null; height: number }
  | { kind: 'row'; row: JustifiedRow; height: number }

export interface GridLayout {
  items: readonly GridItem[]
  rows: readonly JustifiedRow[]
}

export const gap = 4
/** Of a month's heading, px at the base size of the text. */
const headingHeight = 40

/** Year and month of a photo, as core counts them; `null` without a date. */
export function monthOf({ taken }: Pick<PhotoCell, 'taken'>): string | null {
  return taken?.slice(0, 7) ?? null
}

/** Rows of photos of about `target` px height, under a heading for each month if `byMonth`. */
export function layOut(
  photos: readonly PhotoCell[],
  width: number,
  target: number,
  byMonth: boolean,
): GridLayout {
  const items: GridItem[] = []
  const rows: JustifiedRow[] = []
  if (width <= 0) return { items, rows }
  for (const { start, end } of byMonth ? months(photos) : [{ start: 0, end: photos.length }]) {
    if (byMonth) items.push({ kind: 'month', month: monthOf(photos[start]), height: headingHeight })
    for (const row of justify(photos.slice(start, end), width, target, gap)) {
      const placed = { ...row, start: row.start + start }
      rows.push(placed)
      items.push({ kind: 'row', row: placed, height: row.height + gap })
    }
  }
  return { items, rows }
}

/** Runs of photos of the same month. */
function months(photos: readonly PhotoCell[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = []
  for (let start = 0; start < photos.length; ) {
    let end = start + 1
    while (end < photos.length && monthOf(photos[end]) === monthOf(photos[start])) end++
    runs.push({ start, end })
    start = end
  }
  return runs
}

/** Height that photos not yet loaded will need, from those that are: it keeps the scroll bar honest. */
export function heightToCome({ items }: GridLayout, loaded: number, total: number): number {
  const height = items.reduce((sum, item) => sum + item.height, 0)
  return loaded > 0 ? (height / loaded) * Math.max(0, total - loaded) : 0
}
