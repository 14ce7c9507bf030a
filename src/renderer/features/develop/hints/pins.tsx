import { ShieldCheck } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../../../../shared/contract/engine.ts'
import styles from '../canvas/photo-canvas.module.css'
import { arrowStep } from './arrow-step.ts'
import { drawnOn, moved } from './edits.ts'
import { HintPicker } from './hint-picker.tsx'
import { usePainting } from './paint.tsx'
import { useHintDrag } from './use-hint-drag.ts'
import { useHintWords } from './use-hint-words.ts'
import type { HintEditing } from './use-hints.ts'

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']
const pinKeys = [
  ...['', 'Shift+', 'Alt+', 'Alt+Shift+'].flatMap((held) => arrows.map((arrow) => held + arrow)),
  ...['Enter', 'Delete'],
].join(' ')

interface PinsProps {
  hints: HintEditing
  /** Where the whole photo lies in the stage, px. */
  place: { left: number; top: number; width: number; height: number }
}

/** Pins of the hints over the photo, at the beginning of strokes, and the picker beside the chosen one. */
export function Pins({ hints, place }: PinsProps) {
  const { t } = useTranslation()
  const keysId = useId()
  const { spot, chosen } = hints
  const isNew = chosen !== undefined && chosen >= hints.hints.length
  const at = ({ x, y }: Place) => ({ left: place.left + x * place.width, top: place.top + y * place.height })
  return (
    <>
      <p id={keysId} hidden>
        {t('develop.hints.keys')}
      </p>
      {hints.hints.map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hints have no name but their number
        <Pin key={index} index={index} hints={hints} place={place} style={at(hint)} keysId={keysId} />
      ))}
      {spot && (
        // Another hint, another picker: what was given in one is remembered when it goes.
        <HintPicker key={chosen} hints={hints} />
      )}
      {spot && isNew && <span className={styles.pin} style={at(spot)} />}
    </>
  )
}

interface PinProps extends PinsProps {
  index: number
  style: { left: number; top: number }
  /** Of the text that says what keys do. */
  keysId: string
}

function Pin({ index, hints, place, style, keysId }: PinProps) {
  const { t } = useTranslation()
  const wordsOf = useHintWords()
  const { paint } = usePainting()
  const drag = useHintDrag(hints, index, place)
  const hint = hints.hints[index]
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrowStep(event)
    const indices = hints.affected(index)
    if (by && event.altKey) hints.change(drawnOn(hints.hints, index, by), { selected: [index] })
    else if (by) hints.change(moved(hints.hints, indices, by))
    else if (event.key === 'Delete' || event.key === 'Backspace') hints.remove(indices)
    else if (event.key === 'Enter' || event.key === ' ') hints.choose(index)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      className={styles.pin}
      data-chosen={hints.chosen === index || hints.selected.includes(index) || undefined}
      data-keeps={hint.keeps}
      style={hint.keeps ? style : { ...style, background: paint(hint, hint) }}
      aria-label={t('develop.hints.pin', { number: index + 1, colour: wordsOf(hint) })}
      aria-keyshortcuts={pinKeys}
      aria-describedby={keysId}
      onFocus={() => hints.selected.includes(index) || hints.select([index])}
      onKeyDown={onKeyDown}
      {...drag}
    >
      {hint.keeps && <ShieldCheck size={14} aria-hidden />}
    </button>
  )
}
