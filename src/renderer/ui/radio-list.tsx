import { useId } from 'react'
import styles from './field.module.css'

interface RadioListProps<T extends string> {
  legend: string
  value: T
  options: readonly { value: T; label: string; hint: string }[]
  onChange: (value: T) => void
}

/** One of a few, each with a line that says when to take it. */
export function RadioList<T extends string>({ legend, value, options, onChange }: RadioListProps<T>) {
  const id = useId()
  return (
    <fieldset className={styles.set}>
      <legend className={styles.label}>{legend}</legend>
      {options.map((option) => (
        <div key={option.value} className={styles.check}>
          <input
            id={`${id}-${option.value}`}
            type="radio"
            name={id}
            checked={option.value === value}
            aria-describedby={`${id}-${option.value}-hint`}
            onChange={() => onChange(option.value)}
          />
          <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
          <p id={`${id}-${option.value}-hint`} className={styles.hint}>
            {option.hint}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
