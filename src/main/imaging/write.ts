import { appendFile, open, rm, stat, statfs } from 'node:fs/promises'
import type { Sharp } from 'sharp'
import { TintypeError } from '../../shared/errors.ts'
import { flush } from '../files/flush.ts'
import { asWriteError } from '../files/write-error.ts'

/**
 * Writes an encoded picture to `path`, in place of what lies there, and flushes it to the disk. On
 * failure nothing is left behind.
 * @param beforeFlush what else is to be written into it
 * @throws `disk-full`, `output-unwritable`
 */
export async function write(
  image: Sharp,
  path: string,
  beforeFlush: () => Promise<void> = async () => {},
): Promise<void> {
  try {
    await claim(path)
    await image.toFile(path).catch((thrown) => refused(thrown, path, blockAtLeast))
    // What changes a file writes it anew, beside it.
    await beforeFlush().catch(async (thrown) => refused(thrown, path, (await stat(path)).size))
    await flush(path)
  } catch (thrown) {
    // What cannot be removed is not the reason.
    await rm(path, { force: true }).catch(() => {})
    throw asWriteError(thrown, path)
  }
}

/**
 * Creates the file: `fs` names the reason of a refusal, libvips only tells of it in prose. A link that
 * somebody laid there goes away itself; what it leads to is left alone.
 */
async function claim(path: string): Promise<void> {
  await rm(path, { force: true })
  await (await open(path, 'wx')).close()
}

const blockAtLeast = 65_536

/**
 * Why libvips or ExifTool could not write, who give no code: whether the disk is full is asked of it, with a block at the end of the file.
 * @param bytes that there was no room for
 */
async function refused(thrown: Error, path: string, bytes: number): Promise<never> {
  const { bavail, bsize } = await statfs(path)
  if (bavail * bsize < bytes) throw Object.assign(new Error(thrown.message), { code: 'ENOSPC' })
  await appendFile(path, Buffer.alloc(blockAtLeast), { flush: true })
  throw new TintypeError('output-unwritable', `${path} could not be written (${thrown.message}).`, {
    cause: thrown,
  })
}
