import { MoveHorizontal } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './photo-canvas.module.css'

interface DividerProps {
  at: number
  /** Name of the version on the left; left out: the original. */
  left: string | undefined
  onMove: (at: number) => void
}

/** The line between before and after. */
export function Divider({ at, left, onMove }: DividerProps) {
  const { t } = useTranslation()
  const move = (to: number) => onMove(Math.min(1, Math.max(0, to)))
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box) move((event.clientX - box.left) / box.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.02
    if (event.key === 'ArrowLeft') move(at - step)
    else if (event.key === 'ArrowRight') move(at + step)
    else return
    event.preventDefault()
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={left === undefined ? t('develop.divider') : t('develop.dividerVersion', { name: left })}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      className={styles.divider}
      style={{ left: `${at * 100}%` }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <span className={styles.grip}>
        <MoveHorizontal size={14} aria-hidden />
      </span>
    </div>
  )
}
