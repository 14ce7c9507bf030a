import { type WireError, wireErrorSchema } from '../../../shared/errors.ts'

/** JSON of the library, not yet validated. Text that is no JSON comes as it is: a text, which no schema of ours takes. */
export function storedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const anyErrorSchema = wireErrorSchema.pick({ message: true })

/** A failure on record; one of a kind that this version does not know keeps its message. */
export function storedError(text: string): WireError {
  const json = storedJson(text)
  const known = wireErrorSchema.safeParse(json)
  if (known.success) return known.data
  const { message } = anyErrorSchema
    .catch({ message: 'What went wrong cannot be read any more.' })
    .parse(json)
  return { kind: 'internal', message }
}
