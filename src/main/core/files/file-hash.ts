import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { TintypeError } from '../../../shared/errors.ts'

/**
 * SHA-256 of a file's bytes.
 * @throws `file-unreadable`; `cancelled` when `signal` aborts
 */
export async function fileHash(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash, { signal })
  } catch (cause) {
    if (signal?.aborted) throw new TintypeError('cancelled', 'Stopped.')
    throw new TintypeError('file-unreadable', `${path} cannot be read to its end.`, { cause })
  }
  return hash.digest('hex')
}
