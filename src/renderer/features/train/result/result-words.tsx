import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FinetuneResult } from '../../../../shared/contract/finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import styles from '../train-room.module.css'
import { verdictOf } from './verdict.ts'

/** Whether it was worth it, and what it does to other photos: a loss is said as plainly as a gain. */
export function ResultWords({ result }: { result: FinetuneResult }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { kind, percent } = verdictOf(result)
  const { drift, driftLimit } = result
  return (
    <>
      <p className={styles.verdict}>{t(`train.result.${kind}`, { percent })}</p>
      {kind !== 'closer' && <p>{t('train.result.notBetter')}</p>}
      {drift > driftLimit ? (
        <p className={styles.warning}>
          <TriangleAlert size={16} aria-hidden />
          {t('train.result.driftWarning', {
            drift: formats.number(drift, 1),
            limit: formats.number(driftLimit, 1),
          })}
        </p>
      ) : (
        <p>{t('train.result.driftCalm')}</p>
      )}
    </>
  )
}
