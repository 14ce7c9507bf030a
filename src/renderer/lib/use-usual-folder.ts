import { useTranslation } from 'react-i18next'
import { useLibraryInfo } from './queries/use-installation.ts'

/** Where results go until the user names a folder: beside the library, never among the originals. */
export function useUsualFolder(): string {
  const { t } = useTranslation()
  const library = useLibraryInfo().data?.folder
  return library ? `${library}/${t('exports.usualFolder')}` : ''
}
