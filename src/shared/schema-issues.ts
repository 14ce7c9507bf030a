import type { z } from 'zod'

/** Enough to find the mistake; a list of 200,000 bad ids has as many issues. */
const mostIssues = 5
/** Names and keys in an issue are as long as whoever sent them likes. */
const longestIssue = 300

/** What a schema found wrong, in words for a message: at most five issues of at most 300 characters each. */
export function schemaIssues({ issues }: Pick<z.ZodError, 'issues'>): string {
  const told = issues.slice(0, mostIssues).map(({ path, message }) => {
    const where = path.length === 0 ? '' : `${path.map(String).join('.')}: `
    return shortened(`${where}${message}`, longestIssue)
  })
  const more = issues.length - told.length
  return [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
}

/** The beginning of a text that is longer than `longest` characters. */
export function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  // Not through the middle of a character of two units.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
