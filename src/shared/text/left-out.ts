/** Endings that are named; the rest is one number. */
const named = 8

/** Files that were left out, by ending and number, most first: `2 .bmp, 1 .jxl`. @param words for files without an ending, and for the rest */
export function leftOutList(
  counts: Readonly<Record<string, number>>,
  words: { none: string; more: string },
): string {
  const sorted = Object.entries(counts).sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
  const rest = sorted.slice(named).reduce((sum, [, count]) => sum + count, 0)
  return [
    ...sorted.slice(0, named).map(([ending, count]) => `${count} ${ending || words.none}`),
    ...(rest > 0 ? [`${rest} ${words.more}`] : []),
  ].join(', ')
}
