import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import styles from './name-dialog.module.css'

interface NameDialogProps {
  title: string
  label: string
  action: string
  initial?: string
  longest: number
  onName: (name: string) => void
  onClose: () => void
}

/** Asks for one name. */
export function NameDialog({
  title,
  label,
  action,
  initial = '',
  longest,
  onName,
  onClose,
}: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initial)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onName(name.trim())
    onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className={styles.form}>
        <Field
          label={label}
          value={name}
          maxLength={longest}
          onChange={({ target }) => setName(target.value)}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" disabled={name.trim() === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
