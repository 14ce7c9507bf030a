import { type RefObject, useEffect, useState } from 'react'
import type { Ab } from '../../../../shared/colour/lab.ts'
import styles from '../canvas/photo-canvas.module.css'
import { usePainting } from './paint.tsx'

interface BrushCircleProps {
  stage: RefObject<HTMLElement | null>
  /** px */
  radius: number
  /** The colour in hand. */
  held: Ab | undefined
}

/** Shows under the pointer how large the brush is, and its colour if it has one. */
export function BrushCircle({ stage, radius, held }: BrushCircleProps) {
  const { paintAlone } = usePainting()
  const [at, setAt] = useState<{ left: number; top: number }>()
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const box = element.getBoundingClientRect()
      setAt({ left: clientX - box.left, top: clientY - box.top })
    }
    const leave = () => setAt(undefined)
    element.addEventListener('pointermove', follow)
    element.addEventListener('pointerleave', leave)
    return () => {
      element.removeEventListener('pointermove', follow)
      element.removeEventListener('pointerleave', leave)
    }
  }, [stage])
  if (!at) return null
  return (
    <>
      <span className={styles.brush} style={{ ...at, width: 2 * radius, height: 2 * radius }} />
      {held && <span className={styles.held} style={{ ...at, background: paintAlone(held) }} />}
    </>
  )
}
