/** Fields of the pattern that names exported files, in the order in which they are told. */
export const patternFields = [
  ...(['name', 'date', 'year', 'album', 'folder', 'model', 'caption', 'counter'] as const),
  // As before there was a counter of any length.
  'number',
] as const
export type PatternField = (typeof patternFields)[number]

const field = /\{([^{}:]*)(?::([^{}]*))?\}/g
const forms: Partial<Record<string, RegExp>> = {
  date: /^(?=.*[ymd])(?:yyyy|mm|dd|[ ._-])+$/,
  counter: /^[1-9]$/,
}

/** The first of a pattern's fields that is none, as it stands there; undefined where all are. */
export function unknownField(pattern: string): string | undefined {
  for (const [whole, name, form] of pattern.matchAll(field)) {
    const isKnown = patternFields.some((known) => known === name)
    if (!isKnown || (form !== undefined && !forms[name]?.test(form))) return whole
  }
  return undefined
}

/** Stands for a field that has nothing to say; no pattern holds it. */
const nothing = '\0'

/**
 * A pattern with its fields filled. What parts a field that has nothing to say from others, and brackets around it, go with it.
 * @param value of a field in the form that stands behind its colon; empty where there is none
 */
export function filledPattern(
  pattern: string,
  value: (name: PatternField, form: string | undefined) => string,
): string {
  const filled = pattern
    .replaceAll(nothing, '')
    .replace(field, (_, name: PatternField, form?: string) => value(name, form) || nothing)
  return withoutNothing(filled)
}

/** An ISO date, as precise as it is known, in such a form as `dd.mm.yyyy`. */
export function dateAs(form: string, date: string): string {
  const [yyyy, mm = nothing, dd = nothing] = date.slice(0, 10).split('-')
  const parts: Record<string, string> = { yyyy, mm, dd }
  return withoutNothing(form.replace(/yyyy|mm|dd/g, (part) => parts[part]))
}

function withoutNothing(text: string): string {
  const parting = '[\\s._,-]*'
  return text
    .replace(new RegExp(`[([]\\s*${nothing}\\s*[)\\]]`, 'g'), nothing)
    .replace(new RegExp(`^(?:${parting}${nothing})+${parting}|(?:${parting}${nothing})+${parting}$`, 'g'), '')
    .replace(new RegExp(`(${parting})${nothing}(?:${parting}${nothing})*${parting}`, 'g'), '$1')
}
