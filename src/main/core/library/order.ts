/**
 * `ids` with the `moving` ones, in the order given, right before `before`, or at the end without it.
 * What is not among `ids` is left out.
 */
export function reordered(ids: number[], moving: number[], before: number | undefined): number[] {
  const known = new Set(ids)
  const moved = [...new Set(moving)].filter((id) => known.has(id))
  const movedSet = new Set(moved)
  // Dropped on one of the moving ones: the place is that of the first after them that stays.
  const from = before === undefined ? ids.length : ids.indexOf(before)
  const anchor = ids.slice(from < 0 ? ids.length : from).find((id) => !movedSet.has(id))
  const staying = ids.filter((id) => !movedSet.has(id))
  const at = anchor === undefined ? staying.length : staying.indexOf(anchor)
  return staying.toSpliced(at, 0, ...moved)
}
