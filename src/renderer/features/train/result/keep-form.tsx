import { Check } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestModelName } from '../../../../shared/contract/engine.ts'
import type { FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import styles from '../train-room.module.css'
import { useKeepModel } from './use-keep-model.ts'

interface KeepFormProps {
  run: FinetuneRun
  /** Keeping is what most would do now. */
  advised: boolean
  /** What else can be done, beside the button that keeps. */
  children: ReactNode
}

/** Keeps what was learnt under a name. */
export function KeepForm({ run, advised, children }: KeepFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(run.name ?? '')
  const keep = useKeepModel(run.id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(name.trim())
  }
  return (
    <form className={styles.keep} onSubmit={submit}>
      <Field
        label={t('train.begin.name')}
        value={name}
        maxLength={longestModelName}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={styles.buttons}>
        <Button look={advised ? 'primary' : 'plain'} icon={Check} type="submit" disabled={name.trim() === ''}>
          {t('train.result.keep')}
        </Button>
        {children}
      </div>
    </form>
  )
}
