import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import styles from './name-dialog.module.css'

interface NameDialogProps {
  title: string
  label: string
  hint?: string
  action: string
  initial?: string
  longest: number
  /** What is wrong with a name, in words. */
  problem?: (name: string) => string | undefined
  /** Nothing is an answer, too. */
  mayBeEmpty?: boolean
  onName: (name: string) => void
  onClose: () => void
}

/** Asks for one name. */
export function NameDialog({
  title,
  label,
  hint,
  action,
  initial = '',
  longest,
  problem = () => undefined,
  mayBeEmpty = false,
  onName,
  onClose,
}: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initial)
  const isUnfit = name.trim() === '' ? !mayBeEmpty : problem(name.trim()) !== undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isUnfit) return
    onName(name.trim())
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <Field
          label={label}
          {...(hint && { hint })}
          value={name}
          maxLength={longest}
          error={name.trim() === '' ? undefined : problem(name.trim())}
          onChange={({ target }) => setName(target.value)}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={isUnfit}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
