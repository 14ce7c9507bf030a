import { isSameGiven } from '../../../lib/colours/given-colour.ts'
import { useWordsOfEach } from '../../../lib/colours/use-colour-words.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import type { Offer } from './offer.ts'
import type { Tools } from './use-tools.ts'

export interface Hand {
  /** Colours that can be taken in hand: first those of the palette, then the ones given last. */
  offers: readonly (Offer & { isOfPalette: boolean })[]
  /** The one in hand, which a click or a stroke gives without a question. */
  held: Offer | undefined
  take: (offer: Offer) => void
  letGo: () => void
}

/** The colour in hand, with which the next photo is worked on, too. */
export function useHand({ colour, hold }: Pick<Tools, 'colour' | 'hold'>): Hand {
  const wordsOfEach = useWordsOfEach()
  const palettes = usePalettes()
  const { palette, recentColours } = useSettings()
  const ofPalette = palettes.find(({ id }) => id === palette)?.colours ?? []
  const others = recentColours.filter((recent) => !ofPalette.some((one) => isSameGiven(one, recent)))
  const colours = [...ofPalette, ...others]
  const words = wordsOfEach(colours)
  const offers = colours.map((colour, index) => ({
    ...{ key: `${index}`, label: words[index], colour },
    isOfPalette: index < ofPalette.length,
  }))
  return {
    offers,
    held: offers.find((offer) => isSameGiven(offer.colour, colour)),
    take: (offer) => hold(offer.colour),
    letGo: () => hold(undefined),
  }
}
