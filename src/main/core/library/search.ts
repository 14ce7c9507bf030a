import type { Connection } from './connection.ts'

/**
 * What the user typed as an FTS5 expression: every word must be the beginning of a word of the photo.
 * Quoted, so that no character of it is an operator; `1912-07` becomes the phrase `1912 07*`.
 * @returns `undefined` when nothing in it can be searched for
 */
export function matchExpression(words: string): string | undefined {
  // A NUL would end SQLite's text in the middle of a word.
  const searchable = words.split(/[\s\0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (searchable.length === 0) return undefined
  return searchable.map((word) => `"${word.replaceAll('"', '')}"*`).join(' ')
}

/** Makes the search index anew where it is damaged: it holds nothing that the tables do not. */
export function mendSearch(connection: Connection): void {
  if (connection.pragma('quick_check(photo_search)') === 'ok') return
  connection.transaction(() => {
    connection.execute("INSERT INTO photo_search (photo_search) VALUES ('delete-all')")
    connection.execute(`INSERT INTO photo_search (rowid, name, folder, date, tags, camera, caption)
      SELECT id, name, folder, date, tags, camera, caption FROM photo_documents`)
  })
}
