import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TintypeError } from '../../../shared/errors.ts'
import { flushFolderSync } from '../../files/flush.ts'
import { isDiskFull } from '../../files/write-error.ts'
import { asDiskError } from './disk-error.ts'

/** Where things lie in a library folder. */
export interface Layout {
  folder: string
  database: string
  maps: string
  thumbnails: string
  backups: string
  /** There when the last session met damage: the next one looks closer. */
  suspect: string
}

/** Makes the folders of a library. @throws `file-unreadable` where that cannot be done. */
export function layOut(path: string): Layout {
  const folder = resolve(path)
  const layout: Layout = {
    folder,
    database: join(folder, 'library.sqlite'),
    maps: join(folder, 'maps'),
    thumbnails: join(folder, 'thumbnails'),
    backups: join(folder, 'backups'),
    suspect: join(folder, 'library.suspect'),
  }
  try {
    for (const part of [layout.maps, layout.thumbnails, layout.backups]) mkdirSync(part, { recursive: true })
    flushFolderSync(folder)
  } catch (cause) {
    if (isDiskFull(cause)) throw asDiskError(cause, folder)
    throw new TintypeError(
      'file-unreadable',
      `The library folder ${folder} cannot be written to. Choose a folder that you may write to.`,
      { cause },
    )
  }
  return layout
}
