import { colourWords } from '../../../../shared/colour/words.ts'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { coloursOfHints } from '../../../../shared/colours-of-hints.ts'
import { languages } from '../../../../shared/text/language.ts'
import { isSameGiven } from '../../../lib/colours/given-colour.ts'
import { isPlausible, likelyAt } from '../../../lib/colours/likely.ts'
import { matches } from '../../../lib/colours/matches.ts'
import { useWordsOfEach } from '../../../lib/colours/use-colour-words.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import type { Offer } from './offer.ts'
import { usePainting } from './paint.tsx'
import type { HintEditing } from './use-hints.ts'

/** Three rows of those that fit; the others are found by their names. */
const mostFitting = 15
const mostFound = 12

export interface Offers {
  /** What this place, or all along a stroke, is likely to be made of, the likeliest first. */
  fitting: readonly Offer[]
  /** Colours of the palette at hand. */
  palette: readonly Offer[]
  /** Colours of the photo's other hints. */
  here: readonly Offer[]
  /** Colours given last that are not among those. */
  recent: readonly Offer[]
  /** Whatever has this name: of all palettes, too. */
  find: (typed: string) => readonly Offer[]
  /** Whether a hint has its name from a colour that is offered, so that it goes with that colour. */
  isNameOf: (hint: GivenColour) => boolean
}

/** Colours for the chosen hint. */
export function useOffers({ hints, chosen, spot }: HintEditing): Offers {
  const wordsOfEach = useWordsOfEach()
  const { lightnessUnder } = usePainting()
  const palettes = usePalettes()
  const { palette: handy, recentColours } = useSettings()
  const l = spot && lightnessUnder(spot)

  const offersOf = (colours: readonly GivenColour[], prefix: string): Offer[] => {
    const words = wordsOfEach(colours)
    return colours.map((colour, index) => ({ key: `${prefix} ${index}`, label: words[index], colour }))
  }
  const likely = l === undefined ? [] : likelyAt(l)
  const materials = offersOf(
    likely.map(({ a, b }) => ({ a, b })),
    'material',
  )
  const others = hints.filter((_, index) => index !== chosen)
  const ofPhoto = coloursOfHints(others)
  const here = offersOf(ofPhoto, 'here')
  const inSight = [...ofPhoto, ...(palettes.find(({ id }) => id === handy)?.colours ?? [])]
  const recent = offersOf(
    recentColours.filter((colour) => !inSight.some((one) => isSameGiven(one, colour))),
    'recent',
  )
  const inPalettes = palettes.map(({ id, colours }) => ({ id, offers: offersOf(colours, `palette ${id}`) }))
  const all = [...inPalettes.flatMap(({ offers }) => offers), ...here, ...recent, ...materials]
  const named = [...palettes.flatMap(({ colours }) => colours), ...recentColours]
  return {
    fitting: materials
      .filter((_, index) => l !== undefined && isPlausible(likely[index], l))
      .slice(0, mostFitting),
    palette: inPalettes.find(({ id }) => id === handy)?.offers ?? [],
    here,
    recent,
    find: (typed) => once(all.filter(({ colour }) => matches(namesOf(colour), typed))).slice(0, mostFound),
    isNameOf: ({ name, a, b }) =>
      name !== undefined && named.some((one) => one.name === name && one.a === a && one.b === b),
  }
}

/** In every language: who has the app in one may know a thing by its name in another. */
function namesOf(colour: GivenColour): string[] {
  return languages.map((language) => colourWords(colour, language))
}

/** The same colour under the same name only once, where it is first. */
function once(offers: readonly Offer[]): Offer[] {
  const keys = new Set<string>()
  return offers.filter(({ label, colour: { a, b } }) => {
    const key = `${a} ${b} ${label}`
    return !keys.has(key) && keys.add(key)
  })
}
