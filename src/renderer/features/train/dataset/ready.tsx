import { useTranslation } from 'react-i18next'
import type { FinetuneRun, Fitness } from '../../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../../ui/button.tsx'
import styles from '../train-room.module.css'
import { BeginForm } from './begin-form.tsx'
import { FitnessReport } from './dataset-report.tsx'

/** The photos have been looked at: what they can teach, and what to make of it. */
export function Ready({ run }: { run: FinetuneRun }) {
  return run.fitness && <Looked run={run} fitness={run.fitness} />
}

function Looked({ run, fitness }: { run: FinetuneRun; fitness: Fitness }) {
  const { t } = useTranslation()
  const { begin, discard } = useFinetuneRunActions(run.id)
  const tooFew = fitness.advice === 'too-few'
  const others = (
    <Button look={tooFew ? 'primary' : 'plain'} onClick={discard}>
      {t('train.choose.others')}
    </Button>
  )
  return (
    <>
      <section className={styles.card} aria-labelledby="train-fitness">
        <h2 id="train-fitness">{t('train.fitness.title')}</h2>
        <FitnessReport fitness={fitness} />
        {tooFew && <div className={styles.buttons}>{others}</div>}
      </section>
      {!tooFew && (
        <BeginForm presets={fitness.presets} onBegin={begin}>
          {others}
        </BeginForm>
      )}
    </>
  )
}
