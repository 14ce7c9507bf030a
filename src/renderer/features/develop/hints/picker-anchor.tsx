import { Popover } from 'radix-ui'
import { useLayoutEffect, useRef, useState } from 'react'
import canvas from '../canvas/photo-canvas.module.css'
import styles from './hint-picker.module.css'

interface PickerAnchorProps {
  box: { left: number; top: number; width: number; height: number }
  point: { left: number; top: number }
}

/** What the picker stands beside: all of a stroke, or where it begins if there is no room beside the whole. */
export function PickerAnchor({ box, point }: PickerAnchorProps) {
  const whole = useRef<HTMLSpanElement>(null)
  const room = useRef<HTMLSpanElement>(null)
  const [fits, setFits] = useState(true)
  useLayoutEffect(() => {
    const { left, right } = whole.current?.getBoundingClientRect() ?? { left: 0, right: 0 }
    setFits(Math.max(left, innerWidth - right) >= (room.current?.offsetWidth ?? 0))
  })
  return (
    <>
      <span ref={whole} className={canvas.anchor} style={box} />
      <span ref={room} className={styles.room} />
      <Popover.Anchor asChild>
        <span className={canvas.anchor} style={fits ? box : { ...point, width: 0, height: 0 }} />
      </Popover.Anchor>
    </>
  )
}
