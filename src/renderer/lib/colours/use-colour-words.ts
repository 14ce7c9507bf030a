import { useTranslation } from 'react-i18next'
import { colourWords, wordsOfEach } from '../../../shared/colour/words.ts'
import type { GivenColour } from '../../../shared/colours-of-hints.ts'
import type { Language } from '../../../shared/text/language.ts'

/** Says a colour in a word or two of the app's language; `l` is its lightness, where that is known. */
export function useColourWords(): (colour: GivenColour, l?: number) => string {
  const language = useLanguage()
  return (colour, l) => colourWords(colour, language, l)
}

/** The same for colours beside each other, no two of them by the same words but where a person named them so. */
export function useWordsOfEach(): (colours: readonly GivenColour[]) => string[] {
  const language = useLanguage()
  return (colours) => wordsOfEach(colours, language)
}

/** The language of the app. */
export function useLanguage(): Language {
  // Started in one that there is, and changed to none that there is not.
  return useTranslation().i18n.language as Language
}
