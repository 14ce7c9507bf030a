import { TintypeError } from '../../shared/errors.ts'

/** Whether the file system refused for want of room: on the disk, of a quota, or in one file. */
export function isDiskFull(thrown: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((thrown as NodeJS.ErrnoException).code ?? '')
}

/** `disk-full` or `output-unwritable` for what the file system says of `path`; anything else as it is. */
export function asWriteError(thrown: unknown, path: string): unknown {
  const { code } = thrown as NodeJS.ErrnoException
  if (thrown instanceof TintypeError || code === undefined) return thrown
  return isDiskFull(thrown)
    ? new TintypeError('disk-full', `The disk is full: ${path} could not be written.`, { cause: thrown })
    : new TintypeError('output-unwritable', `${path} could not be written (${code}).`, { cause: thrown })
}
