import { useTranslation } from 'react-i18next'
import type { FinetuneResult, FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { DiscardButton } from '../discard-button.tsx'
import { Sheet } from '../sheet.tsx'
import styles from '../train-room.module.css'
import { KeepForm } from './keep-form.tsx'
import { ResultFigures } from './result-figures.tsx'
import { ResultWords } from './result-words.tsx'
import { verdictOf } from './verdict.ts'

/** What came of it, in words first, and what to do with it. */
export function ResultCard({ run }: { run: FinetuneRun }) {
  return run.result && <Result run={run} result={run.result} />
}

function Result({ run, result }: { run: FinetuneRun; result: FinetuneResult }) {
  const { t } = useTranslation()
  const { name, points } = run
  const discard = <DiscardButton run={run} />
  return (
    <>
      <section className={styles.card} aria-labelledby="train-result">
        <h2 id="train-result">{t('train.result.title', { name })}</h2>
        <ResultWords result={result} />
        {/* Where no step was better than the base, there is nothing to keep. */}
        {result.step > 0 ? (
          <KeepForm run={run} advised={verdictOf(result).kind === 'closer'}>
            {discard}
          </KeepForm>
        ) : (
          <div className={styles.buttons}>{discard}</div>
        )}
        <ResultFigures result={result} />
      </section>
      <Sheet run={run.id} sheet={points.findIndex(({ step }) => step === result.step) + 1} />
    </>
  )
}
