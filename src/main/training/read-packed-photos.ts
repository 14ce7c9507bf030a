import { open } from 'node:fs/promises'
import type { PhotoSubset } from '../../shared/contract/training.ts'
import { TintypeError } from '../../shared/errors.ts'

/**
 * Reads photos of a packed file, in the order of their indices.
 * @returns 8-bit sRGB, `indices.length x size x size x 3`
 * @throws `file-unreadable`
 */
export async function readPhotos({ file: path, size, indices }: PhotoSubset): Promise<Uint8Array> {
  const bytes = size * size * 3
  const photos = new Uint8Array(indices.length * bytes)
  try {
    const file = await open(path, 'r')
    try {
      for (const [i, index] of indices.entries()) {
        const { bytesRead } = await file.read(photos, i * bytes, bytes, index * bytes)
        if (bytesRead !== bytes) throw new Error('it ends too early')
      }
    } finally {
      await file.close()
    }
  } catch (cause) {
    const reason = (cause as Error).message
    throw new TintypeError('file-unreadable', `The decoded photos in ${path} cannot be read: ${reason}.`, {
      cause,
    })
  }
  return photos
}
