import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { keyShortcuts, useShortcutText } from './shortcut.ts'
import { Tip } from './tip.tsx'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Name for screen readers and for the tooltip. */
  label: string
  icon: LucideIcon
  /** Keys that do the same, as shown to people. */
  keys?: string
}

export function IconButton({ label, icon: Icon, keys, className, ...rest }: IconButtonProps) {
  const shortcutText = useShortcutText()
  return (
    <Tip text={keys ? shortcutText(label, keys) : label}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys && keyShortcuts(keys)}
        className={[styles.button, styles.square, className].filter(Boolean).join(' ')}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Tip>
  )
}
