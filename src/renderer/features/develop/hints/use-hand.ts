import { useMemo } from 'react'
import { wordsOfEach } from '../../../../shared/colour/words.ts'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { isSameGiven } from '../../../lib/colours/given-colour.ts'
import { useLanguage } from '../../../lib/colours/use-colour-words.ts'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { useSettings } from '../../../lib/queries/use-settings.ts'
import type { Offer } from './offer.ts'
import type { Tools } from './use-tools.ts'

export interface HandOffer extends Offer {
  isOfPalette: boolean
}

export interface Hand {
  /** Colours that can be taken in hand: first those of the palette, then the ones given last. */
  offers: readonly HandOffer[]
  /** The one in hand, which a click or a stroke gives without a question. */
  held: HandOffer | undefined
  hold: (colour: GivenColour | undefined) => void
}

/** The colour in hand, with which the next photo is worked on, too. */
export function useHand({ colour, hold }: Pick<Tools, 'colour' | 'hold'>): Hand {
  const language = useLanguage()
  const palettes = usePalettes()
  const { palette, recentColours } = useSettings()
  const offers = useMemo(() => {
    const ofPalette = palettes.find(({ id }) => id === palette)?.colours ?? []
    const others = recentColours.filter((recent) => !ofPalette.some((one) => isSameGiven(one, recent)))
    const colours = [...ofPalette, ...others]
    const words = wordsOfEach(colours, language)
    return colours.map((one, index) => ({
      ...{ key: `${index}`, label: words[index], colour: one },
      isOfPalette: index < ofPalette.length,
    }))
  }, [palettes, palette, recentColours, language])
  return { offers, held: offers.find((offer) => isSameGiven(offer.colour, colour)), hold }
}
