import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestHintName } from '../../../../shared/contract/engine.ts'
import styles from './hint-picker.module.css'
import type { HintEditing } from './use-hints.ts'

/** What a person calls the thing that a hint colours. */
export function HintName({ hints }: { hints: HintEditing }) {
  const { t } = useTranslation()
  const colour = hints.spot?.colour
  const name = colour?.name ?? ''
  const [typed, setTyped] = useState(name)
  useEffect(() => setTyped(name), [name])
  const settle = () => {
    const next = typed.trim()
    if (next === name) return setTyped(name)
    hints.rename(next || undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    settle()
  }
  return (
    <input
      className={styles.search}
      aria-label={t('develop.hints.name')}
      placeholder={t('develop.hints.name')}
      maxLength={longestHintName}
      disabled={!colour}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={settle}
      onKeyDown={onKeyDown}
    />
  )
}
