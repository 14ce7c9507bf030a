import { History } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupInfo } from '../../../shared/contract/opening.ts'
import { useFormats } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import styles from './recovery.module.css'

interface BackupChoiceProps {
  /** Newest first. */
  backups: readonly BackupInfo[]
  isBusy: boolean
  onChoose: (name: string) => void
}

/** One of the backups to go back to; those that cannot be used are only counted. */
export function BackupChoice({ backups, isBusy, onChoose }: BackupChoiceProps) {
  const { t } = useTranslation()
  const { moment, number } = useFormats()
  const heading = useId()
  const good = backups.filter(({ photos }) => photos !== null)
  const [chosen, choose] = useState(good[0]?.name)
  const bad = backups.length - good.length
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>{t('recovery.backups.title')}</h2>
      {chosen !== undefined && (
        <>
          <p className={styles.quiet}>{t('recovery.backups.text')}</p>
          <RadioList
            legend={t('recovery.backups.legend')}
            value={chosen}
            options={good.map(({ name, made, photos }) => ({
              value: name,
              label: moment(made),
              hint: t('recovery.backups.photos', { count: photos ?? 0, shown: number(photos ?? 0) }),
            }))}
            onChange={choose}
          />
          <Button look="primary" icon={History} disabled={isBusy} onClick={() => onChoose(chosen)}>
            {t('recovery.backups.use')}
          </Button>
        </>
      )}
      {bad > 0 && <p className={styles.quiet}>{t('recovery.backups.bad', { count: bad })}</p>}
    </section>
  )
}
