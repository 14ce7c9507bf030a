import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './choice.module.css'
import { keyShortcuts, useShortcutText } from './shortcut.ts'
import { Tip } from './tip.tsx'

export interface Option<T extends string> {
  value: T
  label: string
  content?: ReactNode
  /** Says more, while the pointer is over it. */
  tip?: string
  /** A key that chooses it, as shown to people. */
  keys?: string
}

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly Option<T>[]
  onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const shortcutText = useShortcutText()
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.choice}
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
    >
      {options.map(({ value, label, content = label, tip, keys }) => {
        const item = (
          <ToggleGroup.Item
            key={value}
            value={value}
            className={styles.option}
            aria-label={label}
            aria-keyshortcuts={keys && keyShortcuts(keys)}
          >
            {content}
          </ToggleGroup.Item>
        )
        return tip ? (
          <Tip key={value} text={keys ? shortcutText(tip, keys) : tip}>
            {item}
          </Tip>
        ) : (
          item
        )
      })}
    </ToggleGroup.Root>
  )
}
