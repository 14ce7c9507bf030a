import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { folderSource } from './folder.ts'
import type { PhotoSource } from './photo.ts'
import { shardSource } from './shards.ts'

/**
 * The photographs of a folder: its tar shards where it holds some (pictures that lie beside them are
 * left alone), else every picture in it and below.
 * @throws `file-not-found`.
 */
export async function openPhotos(folder: string): Promise<PhotoSource> {
  const entries = await readdir(folder).catch((cause) => {
    throw new TintypeError(
      'file-not-found',
      `${folder} is no folder that can be read. Name a folder of photographs.`,
      {
        cause,
      },
    )
  })
  const shards = entries.filter((name) => name.endsWith('.tar')).sort()
  return shards.length > 0 ? shardSource(shards.map((name) => join(folder, name))) : folderSource(folder)
}
