import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de } from './de.ts'
import { en } from './en.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** The language to speak for the setting, by the system's wishes where it leaves it to them. */
export function chosenLanguage(setting: 'system' | Language, wishes: readonly string[]): Language {
  if (setting !== 'system') return setting
  const spoken = wishes.map((wish) => wish.slice(0, 2)).find((wish) => languages.includes(wish as Language))
  return (spoken as Language | undefined) ?? 'en'
}

/** Sets the catalogues up; both are part of the build, nothing is fetched. */
export async function startText(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    // React escapes.
    interpolation: { escapeValue: false },
  })
}
