import { Pause, Play, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../shared/contract/app.ts'
import { useBatchActions } from '../lib/actions/use-batch-actions.ts'
import { useFormats } from '../lib/format.ts'
import { progressOf, useBatches } from '../lib/queries/use-batches.ts'
import { usePhotos } from '../lib/queries/use-photos.ts'
import { useWorkspace } from '../lib/workspace/workspace.tsx'
import { Bar } from '../ui/bar.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useAdjustedNotice } from './adjusted-notice.ts'
import { Announcer } from './announcer.tsx'
import { FinetuneAnnouncer } from './finetune-announcer.tsx'
import { FinetuneStatus } from './finetune-status.tsx'
import styles from './status-bar.module.css'

/** What runs, how far it is, and how to stop it. */
export function StatusBar() {
  const { t } = useTranslation()
  const batches = useBatches()
  useAdjustedNotice(batches)
  const running = batches.filter((batch) => progressOf(batch).running)
  // The one that moves: core works on the oldest first unless told otherwise.
  const current = running.find((batch) => batch.rate !== null && !batch.paused) ?? running.at(-1)
  return (
    <section className={styles.bar} aria-label={t('status.label')}>
      {current ? <Running batch={current} /> : <Counts />}
      <FinetuneStatus />
      <Failed batches={batches} />
      <Announcer batches={batches} />
      <FinetuneAnnouncer />
    </section>
  )
}

function Running({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { pause, cancel } = useBatchActions(batch.id)
  const { done, total } = progressOf(batch)
  const what = t(`status.${batch.kind}`, { done: formats.number(done), total: formats.number(total) })
  return (
    <>
      <Bar label={batch.title} done={done} total={total} />
      <span>{what}</span>
      {batch.paused ? (
        <span>{t('status.paused')}</span>
      ) : (
        <>
          {batch.rate !== null && <span className={styles.quiet}>{formats.rate(batch.rate)}</span>}
          {batch.left !== null && (
            <span className={styles.quiet}>{t('time.left', { time: formats.duration(batch.left) })}</span>
          )}
        </>
      )}
      <IconButton
        label={t(batch.paused ? 'status.resume' : 'status.pause')}
        icon={batch.paused ? Play : Pause}
        onClick={() => pause(!batch.paused)}
      />
      <IconButton label={t('status.cancel')} icon={X} onClick={cancel} />
    </>
  )
}

function Counts() {
  const { t } = useTranslation()
  const { query, selection } = useWorkspace()
  const { total } = usePhotos(query)
  const formats = useFormats()
  return (
    <>
      <span className={styles.quiet}>
        {t('status.photos', { count: total, shown: formats.number(total) })}
      </span>
      {selection.ids.size > 0 && (
        <span className={styles.quiet}>
          {t('status.selected', { count: selection.ids.size, shown: formats.number(selection.ids.size) })}
        </span>
      )}
    </>
  )
}

function Failed({ batches }: { batches: readonly Batch[] }) {
  const { t } = useTranslation()
  const { go } = useWorkspace()
  const failed = batches.reduce((sum, batch) => sum + progressOf(batch).failed, 0)
  if (failed === 0) return null
  return (
    <Button icon={TriangleAlert} look="quiet" className={styles.failed} onClick={() => go('batch')}>
      {t('status.failed', { count: failed })}
    </Button>
  )
}
