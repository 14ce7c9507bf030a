import { mostPaletteColours, type PaletteColour } from '../../../shared/contract/palette.ts'
import { freeName } from '../../../shared/recipe.ts'

/** A palette's colours: those without a name go by their words, numbered where several would have the same. */
export function namedColours(
  colours: readonly (Pick<PaletteColour, 'a' | 'b'> & { name?: string | undefined })[],
  wordsOf: (colour: Pick<PaletteColour, 'a' | 'b'>) => string,
): PaletteColour[] {
  const taken = colours.flatMap(({ name }) => name ?? [])
  return colours.slice(0, mostPaletteColours).map(({ name, a, b }) => {
    if (name) return { name, a, b }
    const words = freeName(wordsOf({ a, b }), taken)
    taken.push(words)
    return { name: words, a, b }
  })
}
