import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { en } from '../../shared/text/en.ts'
import { catalogues, type Language } from '../../shared/text/language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** Sets the catalogues up; both are part of the build, nothing is fetched. */
export async function startText(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: catalogues.en }, de: { translation: catalogues.de } },
    // React escapes.
    interpolation: { escapeValue: false },
  })
}
