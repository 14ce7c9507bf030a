import { type KeyboardEvent, useEffect, useState } from 'react'
import styles from './field.module.css'

interface NameFieldProps {
  label: string
  /** What it goes by without a name, or what to type. */
  placeholder: string
  name: string | undefined
  longest: number
  disabled?: boolean
  onName: (name: string | undefined) => void
}

/** A name that is kept with Enter, or when the field is left; an empty one is none. */
export function NameField({ label, placeholder, name = '', longest, disabled, onName }: NameFieldProps) {
  const [typed, setTyped] = useState(name)
  useEffect(() => setTyped(name), [name])
  const settle = () => {
    const next = typed.trim()
    if (next === name) return setTyped(name)
    onName(next || undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    settle()
  }
  return (
    <input
      className={styles.input}
      aria-label={label}
      placeholder={placeholder}
      maxLength={longest}
      disabled={disabled}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={settle}
      onKeyDown={onKeyDown}
    />
  )
}
