import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { isDiskFull } from '../../files/write-error.ts'

/** Less room than SQLite needs for one commit, bytes. */
const tooLittle = 2 ** 16

/** Whether the disk that a file lies on has no room left. */
export function hasNoRoom(path: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dirname(path))
    return bavail * bsize < tooLittle || (files > 0 && ffree === 0)
  } catch {
    return false
  }
}

/** `disk-full` or `file-unreadable` for what the file system says of a library; anything else as it is. */
export function asDiskError(thrown: unknown, path: string): unknown {
  const cause = thrown instanceof TintypeError && thrown.kind === 'output-unwritable' ? thrown.cause : thrown
  const { code, syscall } = cause as NodeJS.ErrnoException
  if (syscall === undefined) return thrown
  return isDiskFull(cause)
    ? new TintypeError('disk-full', `The disk of the library ${path} is full.`, { cause })
    : new TintypeError('file-unreadable', `The library ${path} cannot be read or written (${code}).`, {
        cause,
      })
}
