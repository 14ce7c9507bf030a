import { CircleAlert, ImageDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobRow } from '../../../shared/contract/app.ts'
import type { ErrorKind } from '../../../shared/errors.ts'
import { useBatchActions } from '../../lib/actions/use-batch-actions.ts'
import { photoName } from '../../lib/photo-name.ts'
import { useJobs } from '../../lib/queries/use-batches.ts'
import { Button } from '../../ui/button.tsx'
import styles from './batch-room.module.css'

const fetched = 500
const listed = 20

/** Failed photos by reason, each reason with what to do about it. */
export function Failures({ batch }: { batch: number }) {
  const { data: jobs = [] } = useJobs(batch, ['failed'], fetched)
  const reasons = Map.groupBy(jobs, ({ error }): ErrorKind => error?.kind ?? 'internal')
  return [...reasons].map(([kind, failed]) => <Reason key={kind} kind={kind} jobs={failed} batch={batch} />)
}

interface ReasonProps {
  kind: ErrorKind
  jobs: readonly JobRow[]
  batch: number
}

function Reason({ kind, jobs, batch }: ReasonProps) {
  const { t } = useTranslation()
  const { acceptDamaged } = useBatchActions(batch)
  return (
    <section className={styles.reason}>
      <h4>
        <CircleAlert size={16} aria-hidden />
        {t(`failure.${kind}`)}
      </h4>
      <p>{t('batch.what', { advice: t(`advice.${kind}`) })}</p>
      {kind === 'picture-damaged' && (
        <Button icon={ImageDown} onClick={acceptDamaged}>
          {t('batch.acceptDamaged')}
        </Button>
      )}
      <ul className={styles.files}>
        {jobs.slice(0, listed).map(({ id, path, photo, error }) => (
          <li key={id}>
            <span className={styles.path}>{photoName(t, { name: path, page: photo?.page ?? 0 })}</span>{' '}
            <span className={styles.quiet}>{error?.message}</span>
          </li>
        ))}
        {jobs.length > listed && <li>{t('batch.more', { count: jobs.length - listed })}</li>}
      </ul>
    </section>
  )
}
