import { Play, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../../ui/button.tsx'
import { DatasetFindings } from '../dataset/dataset-report.tsx'
import { DiscardButton } from '../discard-button.tsx'
import styles from '../train-room.module.css'

/** It cannot go on by itself: why, what to do, and what can be saved. */
export function Failed({ run }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { pause, discard } = useFinetuneRunActions(run.id)
  const { error, resumable, report } = run
  const begun = run.name !== null
  return (
    <section className={styles.card} aria-labelledby="train-failed">
      <h2 id="train-failed">{t('train.failed.title')}</h2>
      {error && (
        <p role="alert">
          {t('notices.withAdvice', { message: error.message, advice: t(`advice.${error.kind}`) })}
        </p>
      )}
      {error?.kind === 'photos-unfit' && report && <DatasetFindings report={report} />}
      <div className={styles.buttons}>
        {resumable && (
          <Button look="primary" icon={begun ? Play : RotateCcw} onClick={() => pause(false)}>
            {t(begun ? 'train.failed.resume' : 'train.failed.again')}
          </Button>
        )}
        {begun ? (
          <DiscardButton run={run} />
        ) : (
          <Button look={resumable ? 'plain' : 'primary'} onClick={discard}>
            {t('train.choose.others')}
          </Button>
        )}
      </div>
    </section>
  )
}
