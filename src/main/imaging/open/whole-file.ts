import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { FileIdentity, Picture } from '../../../shared/contract/imaging.ts'
import { TintypeError } from '../../../shared/errors.ts'
import { checkFile } from './check-file.ts'
import { sourceOf } from './open-picture.ts'

/** A picture's file while it is open. */
export interface OpenFile {
  /** All its bytes, where it is not too large to be held: what is hashed is then the very thing that is decoded. */
  bytes?: Uint8Array
  identity: () => Promise<FileIdentity>
}

/** Larger files are read piece by piece, and once more for their hash. */
const heldBytes = 64 * 2 ** 20

/**
 * Opens the file of a picture once, for the time of `use`.
 * @throws `file-*`
 */
export async function withOpenFile<T>(picture: Picture, use: (file: OpenFile) => Promise<T>): Promise<T> {
  const { source } = sourceOf(picture)
  if (typeof source !== 'string') {
    const identity = async () => ({ hash: hashOf(source), bytes: source.length, modified: 0 })
    return use({ bytes: source, identity })
  }
  await checkFile(source)
  const handle = await open(source)
  try {
    const { size, mtimeMs } = await handle.stat()
    const held = size <= heldBytes ? { bytes: await handle.readFile() } : {}
    const identity = async () => ({
      ...{ hash: held.bytes ? hashOf(held.bytes) : await hashOfFile(handle, source) },
      ...{ bytes: size, modified: Math.floor(mtimeMs) },
    })
    return await use({ ...held, identity })
  } finally {
    await handle.close()
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** At once, bytes: between two pieces messages are answered. */
const pieceBytes = 2 ** 22

async function hashOfFile(file: FileHandle, path: string): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(pieceBytes)
  try {
    for (let at = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes, at)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
      at += bytesRead
    }
  } catch (cause) {
    throw new TintypeError('file-unreadable', `${path} cannot be read to its end.`, { cause })
  }
}
