import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './choice.module.css'
import { Tip } from './tip.tsx'

export interface Option<T extends string> {
  value: T
  label: string
  content?: ReactNode
  /** Says more, while the pointer is over it. */
  tip?: string
}

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly Option<T>[]
  onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.choice}
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as T)}
    >
      {options.map(({ value, label, content = label, tip }) => {
        const item = (
          <ToggleGroup.Item key={value} value={value} className={styles.option} aria-label={label}>
            {content}
          </ToggleGroup.Item>
        )
        return tip ? (
          <Tip key={value} text={tip}>
            {item}
          </Tip>
        ) : (
          item
        )
      })}
    </ToggleGroup.Root>
  )
}
