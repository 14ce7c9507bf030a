import { freeName } from '../free-name.ts'
import { catalogues, type Language } from '../text/language.ts'
import type { Ab } from './lab.ts'
import { nearestMaterial } from './nearest.ts'

type Named = Ab & { name?: string | undefined }

/** Says a colour in a word or two: by the name that a person gave it, or as the material that it is like, of lightness `l` where that is known. */
export function colourWords(colour: Named, language: Language, l?: number): string {
  if (colour.name) return colour.name
  const { swatches } = catalogues[language].develop
  const { name, same } = nearestMaterial(colour, l)
  return same ? swatches[name] : swatches.like.replace('{{colour}}', swatches[name])
}

/** The words of colours beside each other: those without a name are numbered where several would have the same. */
export function wordsOfEach(colours: readonly Named[], language: Language): string[] {
  const taken = colours.flatMap(({ name }) => name ?? [])
  return colours.map((colour) => {
    if (colour.name) return colour.name
    const words = freeName(colourWords(colour, language), taken)
    taken.push(words)
    return words
  })
}
