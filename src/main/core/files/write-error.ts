import { TintypeError } from '../../../shared/errors.ts'

/** `disk-full` or `output-unwritable` for what the file system says of `path`; anything else as it is. */
export function asWriteError(thrown: unknown, path: string): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TintypeError('disk-full', `The disk is full: ${path} could not be written.`, { cause: thrown })
  }
  if (thrown instanceof TintypeError || code === undefined) return thrown
  return new TintypeError('output-unwritable', `${path} could not be written (${code}).`, { cause: thrown })
}
