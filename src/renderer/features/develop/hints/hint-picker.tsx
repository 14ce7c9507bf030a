import { Images, Pipette } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { Button } from '../../../ui/button.tsx'
import { ColourPlane } from './colour-plane.tsx'
import { HintName } from './hint-name.tsx'
import styles from './hint-picker.module.css'
import type { Offer } from './offer.ts'
import { OtherPhotos } from './other-photos.tsx'
import { usePainting } from './paint.tsx'
import { PaletteChoice } from './palette-choice.tsx'
import { ReachChoice } from './reach-choice.tsx'
import { SwatchGroup } from './swatch-group.tsx'
import type { HintEditing } from './use-hints.ts'
import { useOffers } from './use-offers.ts'
import { useRemembering } from './use-remembering.ts'

/** Height of the top bar, px. */
const belowTopBar = 44

interface HintPickerProps {
  hints: HintEditing
}

/** Over the panels, as wide as they are: beside every photo, however large, and never on it. */
const rightEdge = { current: { getBoundingClientRect: () => new DOMRect(innerWidth, belowTopBar, 0, 0) } }

/** The colour of one spot: by what it is likely to be, by name, from a palette, this photo or another, or any there is. */
export function HintPicker({ hints }: HintPickerProps) {
  const { t } = useTranslation()
  const { lightnessUnder, sliders } = usePainting()
  const { spot, taking } = hints
  const offers = useOffers(hints)
  const forget = useRemembering(spot?.colour)
  const [typed, setTyped] = useState('')
  const [looked, setLooked] = useState<string>()
  const [isElsewhere, setElsewhere] = useState(false)
  const openedFrom = useRef<Element | null>(null)
  const broughtName = useRef<string>(undefined)
  const l = spot && lightnessUnder(spot)

  const give = (colour: GivenColour) => {
    const before = spot?.colour
    // A name that came with a colour goes with it; one that a person gave the thing stays.
    const cameAlong = before && (offers.isNameOf(before) || before.name === broughtName.current)
    const name = colour.name ?? (cameAlong ? undefined : before?.name)
    broughtName.current = colour.name
    hints.colour({ a: colour.a, b: colour.b, name }, true)
  }
  /** Its photo names a colour that has no name yet. */
  const giveFrom = (colour: GivenColour) => give(spot?.colour?.name ? { a: colour.a, b: colour.b } : colour)
  const group = (title: string, list: readonly Offer[], named = false) =>
    list.length > 0 && (
      <>
        <h3>{title}</h3>
        <SwatchGroup
          title={title}
          offers={list}
          hints={hints}
          named={named}
          onGive={give}
          onLook={setLooked}
        />
      </>
    )
  const found = typed.trim() === '' ? undefined : offers.find(typed)
  return (
    <>
      <Popover.Root open onOpenChange={(open) => !open && hints.choose(undefined)}>
        <Popover.Anchor virtualRef={rightEdge} />
        <Popover.Portal>
          <Popover.Content
            className={styles.picker}
            side="left"
            align="start"
            // Its place is rounded: inside the window all the same.
            sideOffset={1}
            updatePositionStrategy="always"
            hidden={taking || isElsewhere}
            aria-label={t('develop.hints.picker')}
            // The picker itself, no swatch of it: a key that is still held down presses nothing.
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              openedFrom.current = document.activeElement
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
            }}
            // Back to the photo, or the pin, for the next key; not away from what was clicked instead.
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              const { activeElement, body } = document
              if (activeElement === body && openedFrom.current instanceof HTMLElement) {
                openedFrom.current.focus({ preventScroll: true })
              }
            }}
            onEscapeKeyDown={(event) => {
              event.preventDefault()
              if (!taking) forget()
              hints.cancel()
            }}
            // The next click belongs to the eyedropper, or to the other photos; any other click outside closes.
            onInteractOutside={(event) => {
              if (taking || isElsewhere) return event.preventDefault()
              // A name that is being typed is kept before the field goes.
              const { activeElement } = document
              if (activeElement instanceof HTMLInputElement) activeElement.blur()
            }}
          >
            {group(t('develop.hints.fitting'), offers.fitting)}
            <p className={styles.looked} aria-hidden>
              {looked}
            </p>
            <input
              type="search"
              className={styles.search}
              aria-label={t('develop.hints.search')}
              placeholder={t('develop.hints.search')}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              onKeyDown={({ key }) => key === 'Enter' && found?.[0] && give(found[0].colour)}
            />
            {found?.length === 0 && <p className={styles.quiet}>{t('develop.hints.notFound')}</p>}
            {found ? (
              group(t('develop.hints.found'), found, true)
            ) : (
              <>
                <PaletteChoice />
                <SwatchGroup
                  title={t('develop.hints.palette')}
                  offers={offers.palette}
                  hints={hints}
                  named
                  onGive={give}
                  onLook={setLooked}
                />
                {group(t('develop.hints.here'), offers.here)}
                {group(t('develop.hints.recent'), offers.recent)}
              </>
            )}
            {l !== undefined && (
              <>
                <h3>{t('develop.hints.all')}</h3>
                <ColourPlane
                  l={l}
                  sliders={sliders}
                  colour={spot?.colour ?? spot?.there}
                  onDrag={(colour) => hints.colour(colour, false)}
                  onSettle={give}
                />
              </>
            )}
            <ReachChoice hints={hints} />
            <HintName hints={hints} />
            <div className={styles.buttons}>
              <Button icon={Pipette} onClick={hints.take}>
                {t('develop.hints.eyedropper')}
              </Button>
              <Button icon={Images} onClick={() => setElsewhere(true)}>
                {t('develop.hints.otherPhoto')}
              </Button>
            </div>
            <div className={styles.done}>
              <Popover.Close asChild>
                <Button>{t('develop.hints.done')}</Button>
              </Popover.Close>
            </div>
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {isElsewhere && <OtherPhotos onTake={giveFrom} onClose={() => setElsewhere(false)} />}
    </>
  )
}
