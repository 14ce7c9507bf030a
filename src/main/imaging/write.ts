import { appendFile, open, rm } from 'node:fs/promises'
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
    await image
      .toFile(path)
      .then(beforeFlush)
      .catch((thrown) => refused(thrown, path))
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

/** Why libvips could not write, which gives no code: whether the disk is full is asked of it, with a block at the end of the file. */
async function refused(thrown: Error, path: string): Promise<never> {
  await appendFile(path, Buffer.alloc(65_536), { flush: true })
  throw new TintypeError('output-unwritable', `${path} could not be written (${thrown.message}).`, {
    cause: thrown,
  })
}
