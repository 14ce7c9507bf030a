import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { type Extract, extract } from 'tar-stream'
import { TintypeError } from '../../../shared/errors.ts'
import type { PhotoSource } from './photo.ts'

/** Pictures in tar files, read through without unpacking them to the disk. */
export function shardSource(shards: string[]): PhotoSource {
  return {
    async names() {
      const names: string[] = []
      for await (const { header } of entriesOf(shards)) names.push(header.name)
      return names
    },
    async *read(wanted) {
      const missing = new Set(wanted)
      for await (const entry of entriesOf(shards)) {
        const { name } = entry.header
        if (missing.delete(name)) yield { name, picture: await buffer(entry) }
      }
    },
  }
}

type Entry = Extract extends AsyncIterable<infer E> ? E : never

async function* entriesOf(shards: string[]): AsyncGenerator<Entry> {
  for (const shard of shards) {
    const file = createReadStream(shard)
    const entries = file.pipe(extract())
    file.on('error', (error) => entries.destroy(error))
    try {
      for await (const entry of entries) {
        if (entry.header.type === 'file') yield entry
        // What nobody read has to run through, or the next entry never comes.
        entry.resume()
      }
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new TintypeError('file-unreadable', `${shard} cannot be read as a tar file: ${reason}.`, {
        cause,
      })
    } finally {
      file.destroy()
    }
  }
}
