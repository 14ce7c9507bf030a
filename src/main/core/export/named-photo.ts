import { basename, dirname } from 'node:path'
import type { PhotoDetail } from '../../../shared/contract/library.ts'
import type { Library } from '../library/index.ts'
import type { NamedPhoto } from './names.ts'

/** What of a photo its exported file can be named by. */
export function namedPhoto(
  { id, name, page, taken, caption, path }: PhotoDetail,
  { albums }: Pick<Library, 'albums'>,
  { model, number }: Pick<NamedPhoto, 'model' | 'number'>,
): NamedPhoto {
  const album = albums.firstNameOf(id)
  return { name, page, taken, caption, model, number, album, folder: basename(dirname(path)) }
}
