import type { TFunction } from 'i18next'
import type { PhotoCell } from '../../shared/contract/library.ts'

/** What people call a photo: its file's name, and the page where that is not the first. */
export function photoName(t: TFunction, { name, page }: Pick<PhotoCell, 'name' | 'page'>): string {
  return page === 0 ? name : t('photo.page', { name, page: page + 1 })
}
