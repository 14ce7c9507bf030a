import { useId } from 'react'
import styles from './field.module.css'

interface SelectProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  hint?: string
  /** The name is for screen readers alone. */
  bare?: boolean
}

/** One of many, as the system's own list. */
export function Select<T extends string>({ label, value, options, onChange, hint, bare }: SelectProps<T>) {
  const id = useId()
  return (
    <div className={bare ? styles.bare : styles.field}>
      <label htmlFor={id} className={bare ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.input}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ target }) => onChange(target.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
