import { open } from 'node:fs/promises'
import type { Picture } from '../../shared/contract/imaging.ts'

/** The bytes of a picture, read piece by piece: a header never costs the memory of a file. */
export interface ByteSource {
  size: number
  /** Up to `length` bytes; fewer at the end, none beyond it. */
  read: (offset: number, length: number) => Promise<Buffer>
}

/** Opens the bytes of a picture for the time of `use`. */
export async function withBytes<T>(picture: Picture, use: (source: ByteSource) => Promise<T>): Promise<T> {
  if (typeof picture !== 'string') {
    const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.length)
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
