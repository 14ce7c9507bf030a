import { useEffect, useRef } from 'react'
import { type HotkeyCallback, useHotkeys } from 'react-hotkeys-hook'

interface KeysOptions {
  preventDefault?: boolean
  /** For what a text field has no use for, too. */
  whileTyping?: boolean
}

/** Kinds of `input` that take no text. */
const withoutText = ['range', 'checkbox', 'radio', 'button', 'color', 'file', 'reset', 'submit']
/** Keys that move a slider. */
const sliderKeys = /^(Arrow|Page|Home$|End$)/
/** Everything that the library would leave alone by itself: what does is told more exactly here. */
const everywhere = [
  'input',
  'textarea',
  'select',
  'searchbox',
  'slider',
  'spinbutton',
  'radio',
  'option',
  'textbox',
]

/**
 * Keys of the whole room. They work whatever has the focus, but for what has a use for them itself: text
 * fields, lists to choose from, sliders for the keys that move them; and not behind a dialog.
 */
export function useKeys(keys: string, run: HotkeyCallback, options: KeysOptions = {}): void {
  const { preventDefault = false, whileTyping = false } = options
  useHotkeys(keys, run, {
    preventDefault,
    enableOnFormTags: everywhere as never,
    ignoreEventWhen: (event) => isBehindDialog() || (!whileTyping && isTaken(event)),
  })
}

/** A key that does something for as long as it is held down. */
export function useHeldKey(key: string, run: (held: boolean) => void): void {
  const held = useRef(false)
  const change = (now: boolean) => {
    if (held.current !== now) run(now)
    held.current = now
  }
  useKeys(key, () => change(true))
  const latest = useRef(change)
  useEffect(() => {
    latest.current = change
  })
  useEffect(() => {
    // Wherever the focus is by then, and if the window was left with the key held down.
    const release = () => latest.current(false)
    const onKeyUp = (event: KeyboardEvent) => event.key.toLowerCase() === key && release()
    addEventListener('keyup', onKeyUp)
    addEventListener('blur', release)
    return () => {
      removeEventListener('keyup', onKeyUp)
      removeEventListener('blur', release)
    }
  }, [key])
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('textarea, select, [role=textbox], [role=searchbox]'))
    return true
  if (target instanceof HTMLInputElement && !withoutText.includes(target.type)) return true
  return target.matches('input[type=range], [role=slider]') && sliderKeys.test(key)
}

/** Dialogs that take the whole window; the hint picker does not. */
function isBehindDialog(): boolean {
  return document.querySelector('[data-modal]') !== null
}
