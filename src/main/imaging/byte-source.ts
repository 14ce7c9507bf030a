import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { TintypeError } from '../../shared/errors.ts'
import type { PictureBytes } from './image-library.ts'

/** The bytes of a picture, read piece by piece: a header never costs the memory of a file. */
export interface ByteSource {
  size: number
  /** Up to `length` bytes; fewer at the end, none beyond it. */
  read: (offset: number, length: number) => Promise<Buffer>
  /** From the first byte on, as many as the target has. */
  readInto: (target: Buffer) => Promise<void>
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
      readInto: async (target) => void bytes.copy(target),
    })
  }
  const file = await open(picture)
  try {
    return await use(await fileSource(file))
  } finally {
    await file.close()
  }
}

/** What is read from the disk at once: many small reads in a row cost one. */
const windowBytes = 65_536

async function fileSource(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat()
  let start = 0
  let window: Buffer = Buffer.alloc(0)
  return {
    size,
    read: async (offset, length) => {
      const within = Math.min(length, size - offset)
      if (within <= 0) return Buffer.alloc(0)
      if (offset < start || offset + within > start + window.length) {
        const wanted = Math.min(Math.max(within, windowBytes), size - offset)
        const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset)
        window = buffer.subarray(0, bytesRead)
        start = offset
      }
      return window.subarray(offset - start, offset - start + within)
    },
    readInto: async (target) => {
      // One call reads two gigabytes at most.
      for (let at = 0; at < target.length; ) {
        const { bytesRead } = await file.read(target, at, Math.min(target.length - at, 2 ** 30), at)
        if (bytesRead === 0)
          throw new TintypeError('file-unreadable', 'The file became shorter while it was read.')
        at += bytesRead
      }
    },
  }
}

/** Bytes of a picture. */
export async function sizeOf(picture: PictureBytes): Promise<number> {
  return typeof picture === 'string' ? (await stat(picture)).size : picture.length
}

/** All bytes of a picture. */
export async function bytesOf(picture: PictureBytes): Promise<Buffer<ArrayBuffer>> {
  return typeof picture === 'string'
    ? readFile(picture)
    : Buffer.from(picture.buffer as ArrayBuffer, picture.byteOffset, picture.length)
}
