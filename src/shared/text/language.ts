import { de } from './de.ts'
import { type Catalogue, en } from './en.ts'

export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** The language to speak for the setting, by the system's wishes where it leaves it to them. */
export function chosenLanguage(setting: 'system' | Language, wishes: readonly string[]): Language {
  if (setting !== 'system') return setting
  const spoken = wishes.map((wish) => wish.slice(0, 2)).find((wish) => languages.includes(wish as Language))
  return (spoken as Language | undefined) ?? 'en'
}

export const catalogues: Record<Language, Catalogue> = { en, de }
