import { isAbsolute } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'

/** Requires of a folder that somebody typed that it is meant from the root. @throws `bad-request` */
export function requireFullPath(folder: string): void {
  if (!isAbsolute(folder)) throw new TintypeError('bad-request', `"${folder}" is no full path of a folder.`)
}
