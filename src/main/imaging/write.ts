import { appendFile, open, rm } from 'node:fs/promises'
import type { Sharp } from 'sharp'
import { TintypeError } from '../../shared/errors.ts'

/**
 * Writes an encoded picture to `path`, in place of what lies there, and flushes it to the disk. On
 * failure nothing is left behind.
 * @throws TintypeError `disk-full`, `output-unwritable`
 */
export async function write(image: Sharp, path: string): Promise<void> {
  try {
    await claim(path)
    await image.toFile(path)
    await flush(path)
  } catch (thrown) {
    const error = await writeError(thrown, path)
    // What cannot be removed is not the reason.
    await rm(path, { force: true }).catch(() => {})
    throw error
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

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeError(thrown: unknown, path: string): Promise<TintypeError> {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === undefined ? await isDiskFull(path) : isFull(code)) {
    return new TintypeError('disk-full', `The disk is full: ${path} could not be written.`, {
      cause: thrown,
    })
  }
  const reason = code ?? (thrown instanceof Error ? thrown.message : String(thrown))
  return new TintypeError('output-unwritable', `${path} could not be written (${reason}).`, { cause: thrown })
}

/** libvips gives no error code: whether the disk is full is asked of the disk, with a block at the end of the file. */
async function isDiskFull(path: string): Promise<boolean> {
  try {
    await appendFile(path, Buffer.alloc(65_536), { flush: true })
    return false
  } catch (thrown) {
    return isFull((thrown as NodeJS.ErrnoException).code)
  }
}

function isFull(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
}
