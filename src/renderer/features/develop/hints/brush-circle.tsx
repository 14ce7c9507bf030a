import { type RefObject, useEffect, useState } from 'react'
import styles from '../canvas/photo-canvas.module.css'

/** Shows under the pointer how large the brush is. @param radius px */
export function BrushCircle({ stage, radius }: { stage: RefObject<HTMLElement | null>; radius: number }) {
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
  return <span className={styles.brush} style={{ ...at, width: 2 * radius, height: 2 * radius }} />
}
