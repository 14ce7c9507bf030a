import { createHash } from 'node:crypto'
import type { Region } from '../../../shared/contract/library.ts'

/** All that decides how a photo looks before it is coloured. */
export interface PictureSource {
  /** SHA-256 of the content of its file, hex; `''` where that was never read. */
  hash: string
  /** Place among the photographs of the file, from 0. */
  page: number
  region: Region | null
  /** Names how it is turned, straightened and cut; left out: as the file says. */
  geometry?: string
  /** Names what was repaired; left out: nothing. */
  repair?: string
}

/**
 * Names the pictures of a photo: in their addresses, and where they are kept. Of another file, page, region, geometry or
 * repair it is another name, so that no old picture is ever taken for a new one. A first page as it is goes by the
 * hash of its file: thumbnails of Tintype 0.1 are found again.
 * @returns hex; `''` without a hash
 */
export function pictureKey({ hash, page, region, geometry, repair }: PictureSource): string {
  const isPlain = page === 0 && region === null && geometry === undefined && repair === undefined
  if (isPlain || hash === '') return hash
  const box = region && [region.left, region.top, region.width, region.height]
  const decisive = [hash, page, box, geometry ?? null, repair ?? null]
  return createHash('sha256').update(JSON.stringify(decisive)).digest('hex')
}
