import { TintypeError } from './errors.ts'

/** What Node puts in the place of bytes of a name that are no UTF-8. */
const replacement = '\uFFFD'

/** What to say of a path under which nothing was found: that its name is no Unicode, where that is why. */
export function notFound(path: string, cause?: unknown): TintypeError {
  return path.includes(replacement)
    ? new TintypeError(
        'file-misnamed',
        `${path} cannot be opened: the name has characters that are no valid UTF-8, shown here as ${replacement}.`,
        { cause },
      )
    : new TintypeError('file-not-found', `${path} does not exist.`, { cause })
}
