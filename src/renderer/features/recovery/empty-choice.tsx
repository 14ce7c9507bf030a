import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import styles from './recovery.module.css'

/** An empty library in place of the one that cannot be opened, after one more question. */
export function EmptyChoice({ isBusy, onChoose }: { isBusy: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const heading = useId()
  const [isAsking, ask] = useState(false)
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>{t('recovery.empty.title')}</h2>
      <p className={styles.quiet}>{t('recovery.empty.text')}</p>
      <Button disabled={isBusy} onClick={() => ask(true)}>
        {t('recovery.empty.start')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t('recovery.empty.ask')}
          text={t('recovery.empty.text')}
          action={t('recovery.empty.confirm')}
          onConfirm={onChoose}
          onClose={() => ask(false)}
        />
      )}
    </section>
  )
}
