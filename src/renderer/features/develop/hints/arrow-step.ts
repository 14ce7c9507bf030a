import type { KeyboardEvent } from 'react'
import type { Place } from '../../../../shared/contract/engine.ts'

/** What an arrow key moves by, in fractions of the photo, with Shift five times as far; nothing for other keys. */
export function arrowStep({ key, shiftKey }: KeyboardEvent): Place | undefined {
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
