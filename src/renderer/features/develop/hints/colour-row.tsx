import { Toolbar } from 'radix-ui'
import { Fragment, memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './colour-row.module.css'
import { usePainting } from './paint.tsx'
import { PaletteChoice } from './palette-choice.tsx'
import type { Hand } from './use-hand.ts'
import type { HintEditing } from './use-hints.ts'

/** Colours of the palette, and those given last, to take one in hand. */
export function ColourRow({ hints: { hints, hand } }: { hints: HintEditing }) {
  const { t } = useTranslation()
  const { offers, held, hold } = hand
  return (
    <div className={styles.row}>
      <PaletteChoice onChange={() => hold(undefined)} />
      {offers.length === 0 ? (
        <p className={styles.quiet}>{t('develop.hand.empty')}</p>
      ) : (
        <Chips offers={offers} held={held} hold={hold} />
      )}
      <HandAnnouncer name={held?.label} count={hints.length} />
    </div>
  )
}

/** One stop for Tab, arrow keys inside. There may be hundreds, which a drag on the photo does not concern. */
const Chips = memo(function Chips({ offers, held, hold }: Hand) {
  const { t } = useTranslation()
  const { paintAlone } = usePainting()
  const firstOther = offers.findIndex(({ isOfPalette }) => !isOfPalette)
  return (
    <Toolbar.Root
      className={styles.chips}
      aria-label={t('develop.hand.label')}
      onWheel={({ currentTarget, deltaY }) => {
        currentTarget.scrollLeft += deltaY
      }}
    >
      {offers.map((offer, index) => (
        <Fragment key={offer.key}>
          {index > 0 && index === firstOther && <Toolbar.Separator className={styles.separator} />}
          <Toolbar.Button
            className={styles.chip}
            aria-pressed={offer === held}
            title={offer.label}
            onClick={() => hold(offer === held ? undefined : offer.colour)}
          >
            <span className={styles.dot} style={{ background: paintAlone(offer.colour) }} />
            <span className={styles.name}>{offer.label}</span>
          </Toolbar.Button>
        </Fragment>
      ))}
    </Toolbar.Root>
  )
})

interface HandAnnouncerProps {
  /** Of the colour in hand. */
  name: string | undefined
  /** Of the photo's hints. */
  count: number
}

/** Tells a screen reader what is in hand, and each hint that it gave. */
function HandAnnouncer({ name, count }: HandAnnouncerProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const before = useRef({ name, count })
  useEffect(() => {
    const last = before.current
    before.current = { name, count }
    if (name !== last.name) {
      setWords(name ? t('develop.hand.taken', { name }) : t('develop.hand.gone', { name: last.name }))
    } else if (name && count > last.count) {
      setWords(t('develop.hints.pin', { number: count, colour: name }))
    }
  }, [name, count, t])
  return (
    <output className="visually-hidden" aria-live="polite">
      {words}
    </output>
  )
}
