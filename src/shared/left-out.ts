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

export function leftOutCount(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Counts names of files by their ending, in lower case with the dot; empty for none. */
export function countEndings(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) {
    const [ending = ''] = /.(\.[^.]*)$/.exec(name)?.slice(1) ?? []
    counts[ending.toLowerCase()] = (counts[ending.toLowerCase()] ?? 0) + 1
  }
  return counts
}
