import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TintypeError } from '../../shared/errors.ts'
import { writeNew } from '../files/atomic-write.ts'
import { keptFileName, numbered } from '../files/file-name.ts'
import { asWriteError } from '../files/write-error.ts'
import { Refusal } from './refusal.ts'

/** The largest scan that is taken in; a 16-bit A3 scan at 600 dpi has 0.4 GiB. */
export const maxUploadBytes = 2 * 2 ** 30

/**
 * Takes a file in, whole or not at all. Nothing is overwritten; a name that is taken gets a number.
 * @param folder has to be there
 * @param hold told a path before there is a file under it
 * @returns its path
 * @throws a `Refusal` over the limit or without a name; `disk-full`, `output-unwritable`.
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
  try {
    // Without end, one of the names is free.
    return (await writeNew(folder, told(folder, clean, hold), (temporary) =>
      pipeline(body, counted(limit), createWriteStream(temporary, { flags: 'wx' })),
    ))!
  } catch (thrown) {
    throw asRefusal(thrown, folder)
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

function* told(folder: string, name: string, hold: (path: string) => void): Generator<string> {
  for (const candidate of numbered(name)) {
    hold(join(folder, candidate))
    yield candidate
  }
}

/** What is the sender's is refused; an error of the disk is one of ours. */
export function asRefusal(thrown: unknown, folder: string): unknown {
  const cause = thrown instanceof TintypeError ? thrown.cause : thrown
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENAMETOOLONG') {
    return new Refusal(400, `The way of the file below ${folder} is longer than this disk takes.`)
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
    return new Refusal(400, 'The upload broke off.')
  }
  return asWriteError(thrown, folder)
}
