/**
 * What the user typed as an FTS5 expression: every word must be the beginning of a word of the photo.
 * Quoted, so that no character of it is an operator; `1912-07` becomes the phrase `1912 07*`.
 * @returns `undefined` when nothing in it can be searched for
 */
export function matchExpression(words: string): string | undefined {
  const searchable = words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (searchable.length === 0) return undefined
  return searchable.map((word) => `"${word.replaceAll('"', '')}"*`).join(' ')
}
