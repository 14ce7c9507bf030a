import { ArrowUpToLine, ListX, Palette, Pause, Play, RotateCcw, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../shared/contract/app.ts'
import { jobStates } from '../../../shared/jobs.ts'
import { useActs } from '../../lib/actions/use-acts.ts'
import { useBatchActions } from '../../lib/actions/use-batch-actions.ts'
import { useFormats } from '../../lib/format.ts'
import { progressOf } from '../../lib/queries/use-batches.ts'
import { useLeftOut } from '../../lib/use-left-out.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './batch-room.module.css'
import { BatchThumbnails } from './batch-thumbnails.tsx'
import { Failures } from './failures.tsx'
import { ResultRemarks } from './result-remarks.tsx'
import { Skips } from './skips.tsx'

export function BatchRow({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { done, total, failed } = progressOf(batch)
  const skipped = batch.counts.skipped ?? 0
  const [open, setOpen] = useState(failed > 0)
  return (
    <li className={styles.batch}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          <span className={styles.kind}>{t(`batch.kinds.${batch.kind}`)}</span> {batch.title}
        </h2>
        <Actions batch={batch} />
      </div>
      <Bar label={batch.title} done={done} total={total} />
      <div className={styles.head}>
        <span>{t('batch.progress', { done: formats.number(done), total: formats.number(total) })}</span>
        <Counts batch={batch} />
        {batch.paused ? <span>{t('status.paused')}</span> : <Pace batch={batch} />}
        {failed + skipped > 0 && (
          <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'batch.hide' : 'batch.show')}
          </Button>
        )}
      </div>
      <LeftOut counts={batch.leftOut} />
      {batch.adjusted > 0 && <Adjusted batch={batch} />}
      <BatchThumbnails batch={batch.id} />
      {batch.kind === 'export' && <ResultRemarks batch={batch.id} />}
      {open && failed > 0 && <Failures batch={batch.id} />}
      {open && skipped > 0 && <Skips batch={batch.id} />}
    </li>
  )
}

/** Photos that colouring left to those who adjusted them, and the way to colour them all the same. */
function Adjusted({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { beside } = useBatchActions(batch.id)
  return (
    <div className={styles.head}>
      <span>{t('batch.adjusted', { count: batch.adjusted })}</span>
      <Button icon={Palette} onClick={beside}>
        {t('batch.beside', { count: batch.adjusted })}
      </Button>
    </div>
  )
}

function Actions({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const { running, failed } = progressOf(batch)
  const { pause, cancel, retry, first, clear } = useBatchActions(batch.id)
  const { undoBatch } = useActs()
  return (
    <>
      {batch.undoable > 0 && (
        <Button icon={Undo2} onClick={() => undoBatch(batch.id)}>
          {t('batch.undo', { count: batch.undoable })}
        </Button>
      )}
      {failed > 0 && (
        <Button icon={RotateCcw} onClick={retry}>
          {t('batch.retry', { count: failed })}
        </Button>
      )}
      {running ? (
        <>
          <IconButton label={t('batch.first')} icon={ArrowUpToLine} onClick={first} />
          <IconButton
            label={t(batch.paused ? 'status.resume' : 'status.pause')}
            icon={batch.paused ? Play : Pause}
            onClick={() => pause(!batch.paused)}
          />
          <IconButton label={t('status.cancel')} icon={X} onClick={cancel} />
        </>
      ) : (
        <IconButton label={t('batch.clear')} icon={ListX} onClick={clear} />
      )}
    </>
  )
}

/** How many photos are where; nothing is said of states that none is in. */
function Counts({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return jobStates
    .filter((state) => batch.counts[state] > 0)
    .map((state) => (
      <span key={state} className={styles.quiet}>
        {formats.number(batch.counts[state])} {t(`batch.states.${state}`)}
      </span>
    ))
}

/** Files that an import passed over, by ending. */
function LeftOut({ counts }: { counts: Batch['leftOut'] }) {
  const { t } = useTranslation()
  const { count, list } = useLeftOut()(counts)
  return count > 0 && <p className={styles.quiet}>{t('batch.leftOut', { count, list })}</p>
}

function Pace({ batch }: { batch: Batch }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!progressOf(batch).running) return null
  return (
    <>
      {batch.rate !== null && <span className={styles.quiet}>{formats.rate(batch.rate)}</span>}
      {batch.left !== null && (
        <span className={styles.quiet}>{t('time.left', { time: formats.duration(batch.left) })}</span>
      )}
    </>
  )
}
