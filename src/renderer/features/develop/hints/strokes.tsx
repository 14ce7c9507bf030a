import type { Hint, Place } from '../../../../shared/contract/engine.ts'
import { usePainting } from './paint.tsx'
import { placesOf } from './places.ts'
import styles from './strokes.module.css'
import { useHintDrag } from './use-hint-drag.ts'
import type { HintEditing } from './use-hints.ts'

interface StrokesProps {
  hints: HintEditing
  /** Where the whole photo lies in the stage, px. */
  place: { left: number; top: number; width: number; height: number }
  /** The stroke that is being drawn. */
  drawn: readonly Place[] | undefined
}

/** The lines of strokes over the photo. What they say to a screen reader, their pins say. */
export function Strokes({ hints, place, drawn }: StrokesProps) {
  const { spot, chosen } = hints
  const isNew = chosen !== undefined && chosen >= hints.hints.length
  const unfinished = drawn ?? (isNew && spot?.path ? placesOf(spot) : undefined)
  return (
    <svg
      className={styles.strokes}
      style={{ left: place.left, top: place.top }}
      width={place.width}
      height={place.height}
      aria-hidden="true"
    >
      {hints.hints.map(
        (hint, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: hints have no name but their number
          hint.path && <Stroke key={index} hint={hint} index={index} hints={hints} place={place} />,
      )}
      {unfinished && <Line d={pathOf(unfinished, place)} colour="#fff" />}
    </svg>
  )
}

interface StrokeProps extends Omit<StrokesProps, 'drawn'> {
  hint: Hint
  index: number
}

function Stroke({ hint, index, hints, place }: StrokeProps) {
  const { paint } = usePainting()
  const d = pathOf(placesOf(hint), place)
  const drag = useHintDrag(hints, index, place)
  return (
    <g data-chosen={hints.chosen === index || hints.selected.includes(index) || undefined}>
      <Line d={d} colour={hint.keeps ? '#fff' : paint(hint, hint)} keeps={hint.keeps} />
      <path className={styles.grip} d={d} {...drag} />
    </g>
  )
}

function Line({ d, colour, keeps }: { d: string; colour: string; keeps?: boolean | undefined }) {
  return (
    <>
      <path className={styles.rim} d={d} />
      <path className={styles.edge} d={d} />
      <path className={styles.line} d={d} stroke={colour} data-keeps={keeps} />
    </>
  )
}

function pathOf(places: readonly Place[], { width, height }: { width: number; height: number }): string {
  return `M${places.map(({ x, y }) => `${(x * width).toFixed(1)} ${(y * height).toFixed(1)}`).join('L')}`
}
