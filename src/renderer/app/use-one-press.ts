import { useEffect } from 'react'

/**
 * A key that is held down presses a button once. It would go on to press whatever the first press brought
 * into focus: the first button of a dialog that it opened.
 */
export function useOnePress(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const presses = event.key === 'Enter' || event.key === ' '
      const onButton = event.target instanceof Element && event.target.closest('button, [role=button]')
      if (event.repeat && presses && onButton) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown, { capture: true })
    return () => removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}
