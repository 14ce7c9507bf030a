import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../shared/contract/library.ts'
import { chosenLanguage } from '../../shared/text/language.ts'

/** Theme and language, put on the document. */
export function useLook({ theme, language }: Pick<Settings, 'theme' | 'language'>): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    const chosen = chosenLanguage(language, navigator.languages)
    document.documentElement.lang = chosen
    void i18n.changeLanguage(chosen)
  }, [language, i18n])
}
