import { basename, dirname } from 'node:path'
import type { PhotoDetail } from '../../../shared/contract/library.ts'
import type { Library } from '../library/index.ts'
import type { NamedPhoto } from './names.ts'

/** What of a photo its exported file can be named by. */
export function namedPhoto(
  { name, page, taken, caption, path, albums }: PhotoDetail,
  { albums: known }: Pick<Library, 'albums'>,
  { model, number }: Pick<NamedPhoto, 'model' | 'number'>,
): NamedPhoto {
  const album = known.list().find(({ id }) => albums.includes(id))?.name
  return { name, page, taken, caption, model, number, album, folder: basename(dirname(path)) }
}
