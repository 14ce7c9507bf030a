import { open, readFile } from 'node:fs/promises'
import type { PictureBytes } from './image-library.ts'

/** The bytes of a picture, read piece by piece: a header never costs the memory of a file. */
export interface ByteSource {
  size: number
  /** Up to `length` bytes; fewer at the end, none beyond it. */
  read: (offset: number, length: number) => Promise<Buffer>
}

/** Opens the bytes of a picture for the time of `use`. */
export async function withBytes<T>(
  picture: PictureBytes,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  if (typeof picture !== 'string') {
    const bytes = await bytesOf(picture)
    return use({
      size: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    })
  }
  const file = await open(picture)
  try {
    const { size } = await file.stat()
    return await use({
      size,
      read: async (offset, length) => {
        const within = Math.max(0, Math.min(length, size - offset))
        const { buffer, bytesRead } = await file.read(Buffer.alloc(within), 0, within, offset)
        return buffer.subarray(0, bytesRead)
      },
    })
  } finally {
    await file.close()
  }
}

/** All bytes of a picture. */
export async function bytesOf(picture: PictureBytes): Promise<Buffer<ArrayBuffer>> {
  return typeof picture === 'string'
    ? readFile(picture)
    : Buffer.from(picture.buffer as ArrayBuffer, picture.byteOffset, picture.length)
}
