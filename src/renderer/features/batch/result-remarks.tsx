import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/format.ts'
import { useJobs } from '../../lib/queries/use-batches.ts'
import styles from './batch-room.module.css'

/** What of the originals is not in the files that an export wrote, counted by what it is. */
export function ResultRemarks({ batch }: { batch: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data: jobs = [] } = useJobs(batch, ['done'], 500)
  const kinds = Map.groupBy(
    jobs.flatMap(({ remarks }) => remarks),
    ({ kind }) => kind,
  )
  if (kinds.size === 0) return null
  return (
    <section className={styles.reason}>
      <h4>
        <Info size={16} aria-hidden />
        {t('batch.resultRemarks')}
      </h4>
      <ul className={styles.files}>
        {[...kinds].map(([kind, [first, ...others]]) => (
          <li key={kind}>
            {formats.number(others.length + 1)}{' '}
            {t(`remark.${kind}`, { count: first.number, detail: first.detail })}
          </li>
        ))}
      </ul>
    </section>
  )
}
