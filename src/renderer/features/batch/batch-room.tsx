import { useTranslation } from 'react-i18next'
import { useBatches } from '../../lib/queries/use-batches.ts'
import { Empty } from '../../ui/empty.tsx'
import styles from './batch-room.module.css'
import { BatchRow } from './batch-row.tsx'

/** Everything that was started, newest first. */
export function BatchRoom() {
  const { t } = useTranslation()
  const batches = useBatches()
  if (batches.length === 0) return <Empty title={t('batch.empty')} hint={t('batch.emptyHint')} />
  return (
    <div className={styles.room}>
      <h1 className="visually-hidden">{t('batch.title')}</h1>
      <ul className={styles.list}>
        {batches.map((batch) => (
          <BatchRow key={batch.id} batch={batch} />
        ))}
      </ul>
    </div>
  )
}
