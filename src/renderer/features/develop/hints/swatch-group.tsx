import { Toolbar } from 'radix-ui'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import styles from './hint-picker.module.css'
import type { Offer } from './offer.ts'
import { usePainting } from './paint.tsx'
import type { HintEditing } from './use-hints.ts'

interface SwatchGroupProps {
  title: string
  offers: readonly Offer[]
  hints: HintEditing
  /** One a line, with its name in sight. */
  named?: boolean
  onGive: (colour: GivenColour) => void
  /** Says which one is looked at. */
  onLook: (label: string | undefined) => void
}

/** Colours as they would be painted here. One stop for Tab, arrow keys inside; who looks at one sees it on the photo. */
export function SwatchGroup({ title, offers, hints, named = false, onGive, onLook }: SwatchGroupProps) {
  const { paint } = usePainting()
  const { spot } = hints
  if (!spot || offers.length === 0) return null
  const look = (offer: Offer | undefined) => {
    hints.preview(offer?.colour)
    onLook(offer?.label)
  }
  return (
    <Toolbar.Root
      className={named ? styles.names : styles.swatches}
      orientation={named ? 'vertical' : 'horizontal'}
      aria-label={title}
    >
      {offers.map((offer) => (
        <Toolbar.Button
          key={offer.key}
          className={named ? styles.named : styles.swatch}
          aria-label={offer.label}
          style={named ? undefined : { background: paint(offer.colour, spot) }}
          onClick={() => onGive(offer.colour)}
          onPointerEnter={() => look(offer)}
          onPointerLeave={() => look(undefined)}
          onFocus={() => look(offer)}
          onBlur={() => look(undefined)}
        >
          {named && (
            <>
              <span className={styles.dot} style={{ background: paint(offer.colour, spot) }} />
              {offer.label}
            </>
          )}
        </Toolbar.Button>
      ))}
    </Toolbar.Root>
  )
}
