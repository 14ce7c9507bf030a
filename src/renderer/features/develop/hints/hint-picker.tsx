import { Pipette } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { createStore, useStore } from '../../../lib/store.ts'
import { Button } from '../../../ui/button.tsx'
import { ColourPlane } from './colour-plane.tsx'
import styles from './hint-picker.module.css'
import { cssColour, swatchesFor } from './swatches.ts'
import { useColourWords } from './use-colour-words.ts'
import { type HintEditing, middleGrey } from './use-hints.ts'

type Colour = { a: number; b: number }

const recentStore = createStore<readonly Colour[]>([])
const keptRecent = 8
const offered = 10

/** The colour of one spot: likely ones first, recent ones, the photo's own, and all there are. */
export function HintPicker({ hints, children }: { hints: HintEditing; children: ReactNode }) {
  const { t } = useTranslation()
  const [recent, setRecent] = useStore(recentStore)
  const { spot, taking } = hints
  const l = spot?.l ?? middleGrey
  const give = (colour: Colour) => {
    hints.colour(colour, true)
    const others = recent.filter(({ a, b }) => a !== colour.a || b !== colour.b)
    setRecent([{ a: colour.a, b: colour.b }, ...others].slice(0, keptRecent))
  }
  const wordsOf = useColourWords()
  const openedFrom = useRef<Element | null>(null)
  return (
    <Popover.Root open onOpenChange={(open) => !open && hints.choose(undefined)}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className={styles.picker}
          side="right"
          sideOffset={12}
          collisionPadding={12}
          hidden={taking}
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
            hints.cancel()
          }}
          // The next click belongs to the eyedropper; any other click outside closes.
          onInteractOutside={(event) => taking && event.preventDefault()}
        >
          <h3>{t('develop.hints.fitting')}</h3>
          <div className={`${styles.swatches} ${styles.fitting}`}>
            {(spot?.l === undefined ? [] : swatchesFor(spot.l)).slice(0, offered).map((swatch) => (
              <SwatchButton
                key={swatch.name}
                label={t(`develop.swatches.${swatch.name}`)}
                colour={cssColour(l, swatch)}
                onClick={() => give(swatch)}
              />
            ))}
          </div>
          {recent.length > 0 && (
            <>
              <h3>{t('develop.hints.recent')}</h3>
              <div className={styles.swatches}>
                {recent.map((colour) => (
                  <SwatchButton
                    key={wordsOf(colour)}
                    label={wordsOf(colour)}
                    colour={cssColour(l, colour)}
                    onClick={() => give(colour)}
                  />
                ))}
              </div>
            </>
          )}
          <h3>{t('develop.hints.all')}</h3>
          <ColourPlane
            l={l}
            colour={spot?.colour}
            onDrag={(colour) => hints.colour(colour, false)}
            onSettle={give}
          />
          <div className={styles.buttons}>
            <Button icon={Pipette} onClick={hints.take}>
              {t('develop.hints.eyedropper')}
            </Button>
            <Popover.Close asChild>
              <Button>{t('develop.hints.done')}</Button>
            </Popover.Close>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function SwatchButton({ label, colour, onClick }: { label: string; colour: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.swatch}
      aria-label={label}
      title={label}
      style={{ background: colour }}
      onClick={onClick}
    />
  )
}
