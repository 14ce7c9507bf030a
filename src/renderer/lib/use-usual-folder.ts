import { useTranslation } from 'react-i18next'
import { useLibraryFacts } from './queries/whole.ts'

/** Where results go until the user names a folder: beside the library, never among the originals. */
export function useUsualFolder(): string {
  const { t } = useTranslation()
  const library = useLibraryFacts().data?.folder
  return library ? `${library}/${t('exports.usualFolder')}` : ''
}
