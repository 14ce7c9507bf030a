import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hint } from '../../../../shared/contract/engine.ts'
import styles from '../canvas/photo-canvas.module.css'
import { HintPicker } from './hint-picker.tsx'
import { cssColour } from './swatches.ts'
import { useColourWords } from './use-colour-words.ts'
import type { HintEditing, Spot } from './use-hints.ts'

interface PinsProps {
  hints: HintEditing
  /** Where the whole photo lies in the stage, px. */
  place: { left: number; top: number; width: number; height: number }
}

/** L* that a pin shows its colour at, so that it stands out on any photo. */
const pinLightness = 60

/** Pins of the hints over the photo, and the picker beside the chosen one. */
export function Pins({ hints, place }: PinsProps) {
  const { spot, chosen } = hints
  const isNew = chosen !== undefined && chosen >= hints.hints.length
  const at = ({ x, y }: Spot) => ({ left: place.left + x * place.width, top: place.top + y * place.height })
  return (
    <>
      {hints.hints.map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hints have no name but their number
        <Pin key={index} index={index} hints={hints} place={place} style={at(hint)} />
      ))}
      {spot && (
        <HintPicker hints={hints}>
          <span className={isNew ? styles.pin : styles.anchor} style={at(spot)} />
        </HintPicker>
      )}
    </>
  )
}

interface PinProps extends PinsProps {
  index: number
  style: { left: number; top: number }
}

function Pin({ index, hints, place, style }: PinProps) {
  const { t } = useTranslation()
  const wordsOf = useColourWords()
  const hint = hints.hints[index]
  const press = useRef<{ x: number; y: number; from: Hint; moved: boolean } | undefined>(undefined)
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    press.current = { x: event.clientX, y: event.clientY, from: hint, moved: false }
  }
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const start = press.current
    if (!start || (!start.moved && clientX === start.x && clientY === start.y)) return
    start.moved = true
    const spot = {
      x: start.from.x + (clientX - start.x) / place.width,
      y: start.from.y + (clientY - start.y) / place.height,
    }
    hints.move(index, spot, false)
  }
  const onPointerUp = () => {
    if (press.current?.moved) hints.move(index, hint, true)
    else hints.choose(index)
    press.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrow(event)
    if (by) hints.move(index, { x: hint.x + by.x, y: hint.y + by.y }, true)
    else if (event.key === 'Delete' || event.key === 'Backspace') hints.remove(index)
    else if (event.key === 'Enter' || event.key === ' ') hints.choose(index)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <button
      type="button"
      className={styles.pin}
      data-chosen={hints.chosen === index || undefined}
      style={{ ...style, background: cssColour(pinLightness, hint) }}
      aria-label={t('develop.hints.pin', {
        number: index + 1,
        colour: wordsOf(hint),
      })}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
    />
  )
}

/** A step of the arrow keys, in fractions of the photo. */
function arrow({ key, shiftKey }: KeyboardEvent): Spot | undefined {
  const step = shiftKey ? 0.05 : 0.01
  switch (key) {
    case 'ArrowLeft':
      return { x: -step, y: 0 }
    case 'ArrowRight':
      return { x: step, y: 0 }
    case 'ArrowUp':
      return { x: 0, y: -step }
    case 'ArrowDown':
      return { x: 0, y: step }
    default:
      return undefined
  }
}
