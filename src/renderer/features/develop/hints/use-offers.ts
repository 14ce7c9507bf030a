import { useTranslation } from 'react-i18next'
import { coloursOfHints } from '../../../../shared/colours-of-hints.ts'
import type { PaletteColour } from '../../../../shared/contract/palette.ts'
import { isPlausible, likelyAt } from '../../../lib/colours/likely.ts'
import { matches } from '../../../lib/colours/matches.ts'
import { useColourWords } from '../../../lib/colours/use-colour-words.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import { usePainting } from './paint.tsx'
import type { Offer } from './swatch-group.tsx'
import type { GivenColour, HintEditing } from './use-hints.ts'

/** Three rows of those that fit; the others are found by their names. */
const mostFitting = 15
const mostFound = 12

export interface Offers {
  /** What this place is likely to be made of, the likeliest first. */
  fitting: readonly Offer[]
  /** Colours of the palette at hand. */
  palette: readonly Offer[]
  /** Colours of the photo's other hints. */
  here: readonly Offer[]
  recent: readonly Offer[]
  /** Whatever has this name: of all palettes, too. */
  find: (typed: string) => readonly Offer[]
  /** Whether a hint has its name from a colour that is offered, so that it goes with that colour. */
  isNameOf: (hint: GivenColour) => boolean
}

/** Colours for the chosen hint. */
export function useOffers({ hints, chosen, spot }: HintEditing): Offers {
  const { t } = useTranslation()
  const wordsOf = useColourWords()
  const { lightnessAt } = usePainting()
  const palettes = usePalettes()
  const { palette: handy, recentColours } = useSettings()
  const l = spot && lightnessAt(spot)

  const materials = (l === undefined ? [] : likelyAt(l)).map((material) => ({
    ...{ key: material.name, label: t(`develop.swatches.${material.name}`), material },
    colour: { a: material.a, b: material.b },
  }))
  const offersOf = (colours: readonly GivenColour[], prefix: string): Offer[] =>
    colours.map((colour, index) => ({ key: `${prefix} ${index}`, label: wordsOf(colour), colour }))
  const others = hints.filter((_, index) => index !== chosen)
  const here = offersOf(coloursOfHints(others), 'here')
  const recent = offersOf(recentColours, 'recent')
  const inPalettes = palettes.map(({ id, colours }) => ({ id, offers: offersOf(colours, `palette ${id}`) }))
  const all = [...inPalettes.flatMap(({ offers }) => offers), ...here, ...recent, ...materials]
  const named = [...palettes.flatMap(({ colours }) => colours), ...recentColours] as Partial<PaletteColour>[]
  return {
    fitting: materials
      .filter(({ material }) => l !== undefined && isPlausible(material, l))
      .slice(0, mostFitting),
    palette: inPalettes.find(({ id }) => id === handy)?.offers ?? [],
    here,
    recent,
    find: (typed) => once(all.filter(({ label }) => matches(label, typed))).slice(0, mostFound),
    isNameOf: ({ name, a, b }) =>
      name !== undefined && named.some((one) => one.name === name && one.a === a && one.b === b),
  }
}

/** The same colour under the same name only once, where it is first. */
function once(offers: readonly Offer[]): Offer[] {
  const keys = new Set<string>()
  return offers.filter(({ label, colour: { a, b } }) => {
    const key = `${a} ${b} ${label}`
    return !keys.has(key) && keys.add(key)
  })
}
