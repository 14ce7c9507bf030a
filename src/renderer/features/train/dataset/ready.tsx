import { useTranslation } from 'react-i18next'
import type { DatasetReport, FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../../ui/button.tsx'
import styles from '../train-room.module.css'
import { BeginForm } from './begin-form.tsx'
import { DatasetFindings } from './dataset-report.tsx'

/** The photos have been looked at: what can be learnt from them, and what to make of it. */
export function Ready({ run }: { run: FinetuneRun }) {
  return run.report && <Looked run={run} report={run.report} />
}

function Looked({ run, report }: { run: FinetuneRun; report: DatasetReport }) {
  const { t } = useTranslation()
  const { begin, discard } = useFinetuneRunActions(run.id)
  const tooFew = report.advice === 'too-few'
  const others = (
    <Button look={tooFew ? 'primary' : 'plain'} onClick={discard}>
      {t('train.choose.others')}
    </Button>
  )
  return (
    <>
      <section className={styles.card} aria-labelledby="train-dataset">
        <h2 id="train-dataset">{t('train.dataset.title')}</h2>
        <DatasetFindings report={report} />
        {tooFew && <div className={styles.buttons}>{others}</div>}
      </section>
      {!tooFew && (
        <BeginForm presets={report.presets} onBegin={begin}>
          {others}
        </BeginForm>
      )}
    </>
  )
}
