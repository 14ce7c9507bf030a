import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/format.ts'
import { useJobs } from '../../lib/queries/use-batches.ts'
import styles from './batch-room.module.css'

const listed = 20

/** Photos left alone, counted by why. */
export function Skips({ batch }: { batch: number }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data: jobs = [] } = useJobs(batch, ['skipped'], 500)
  const reasons = Map.groupBy(jobs, ({ reason }) => reason)
  return (
    <section className={styles.reason}>
      <h4>{t('batch.skips')}</h4>
      <ul className={styles.files}>
        {[...reasons].map(([reason, skipped]) => (
          <li key={reason}>
            {formats.number(skipped.length)}{' '}
            {reason === null ? t('batch.states.skipped') : t(`skipped.${reason}`)}
            {reason === 'coloured-marks' && (
              <ul className={styles.files}>
                {skipped.slice(0, listed).map(({ id, path }) => (
                  <li key={id} className={styles.path}>
                    {path}
                  </li>
                ))}
                {skipped.length > listed && <li>{t('batch.more', { count: skipped.length - listed })}</li>}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
