import { useTranslation } from 'react-i18next'
import type { Model } from '../../../../shared/contract/app.ts'
import { useFormats } from '../../../lib/format.ts'
import { verdictOf } from '../result/verdict.ts'
import styles from '../train-room.module.css'

/** Where a model comes from and what it gained. */
export function ModelInfo({ model: { tuned, revision, licence } }: { model: Model }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!tuned) return <p className={styles.quiet}>{t('train.models.foreign', { revision, licence })}</p>
  const { base, created, result } = tuned
  const { kind, percent } = verdictOf(result)
  const count = result.learntFrom
  return (
    <>
      <p className={styles.quiet}>
        {t('train.models.made', { date: formats.date(created), base: base.title })},{' '}
        {t('train.models.photos', { count, shown: formats.number(count) })}
      </p>
      <p>{t(`train.result.${kind}`, { percent })}</p>
    </>
  )
}
