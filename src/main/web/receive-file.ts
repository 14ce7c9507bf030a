import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TintypeError } from '../../shared/errors.ts'
import { keptFileName, numbered } from '../../shared/file-name.ts'
import { partSuffix } from '../../shared/part-suffix.ts'
import { Refusal } from './refusal.ts'

/** The largest scan that is taken in; a 16-bit A3 scan at 600 dpi has 0.4 GiB. */
export const maxUploadBytes = 2 * 2 ** 30

/**
 * Takes a file in: streamed to a temporary one, flushed, and only then given its name. Nothing is
 * overwritten; a name that is taken gets a number.
 * @param folder has to be there
 * @param hold told a path before there is a file under it
 * @returns its path
 * Errors: a `Refusal` over the limit or without a name; `disk-full`, `output-unwritable`.
 */
export async function takeUpload(
  body: Readable,
  name: string,
  folder: string,
  hold: (path: string) => void = () => {},
  limit = maxUploadBytes,
): Promise<string> {
  const clean = keptFileName(name)
  if (!clean) throw new Refusal(400, 'An upload needs the name of its file.')
  const part = join(folder, `.${randomUUID()}${partSuffix}`)
  try {
    await pipeline(body, counted(limit), createWriteStream(part, { flags: 'wx', flush: true }))
    const path = await reserve(folder, clean, hold)
    await rename(part, path)
    return path
  } catch (thrown) {
    throw asTyped(thrown, folder)
  } finally {
    await rm(part, { force: true })
  }
}

function counted(limit: number): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (source) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.byteLength
      if (bytes > limit) throw new Refusal(413, `The file is over the limit of ${limit} bytes.`)
      yield chunk
    }
  }
}

/** Makes an empty file under the first name that is free, so that two uploads cannot take the same. */
async function reserve(folder: string, name: string, hold: (path: string) => void): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, numbered(name, number))
    hold(path)
    try {
      await (await open(path, 'wx')).close()
      return path
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    }
  }
}

/** An error of the disk or of the connection, in words. */
export function asTyped(thrown: unknown, folder: string): unknown {
  if (thrown instanceof TintypeError) return thrown
  const { code } = thrown as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TintypeError('disk-full', `The disk of ${folder} is full.`, { cause: thrown })
  }
  if (code === 'ENAMETOOLONG') {
    return new Refusal(400, `The way of the file below ${folder} is longer than this disk takes.`)
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new Refusal(400, 'The upload broke off.')
  }
  return new TintypeError('output-unwritable', `The upload could not be written into ${folder}.`, {
    cause: thrown,
  })
}
