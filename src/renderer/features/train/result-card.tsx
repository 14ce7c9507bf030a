import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FinetuneResult, FinetuneRun } from '../../../shared/contract/finetune.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { DiscardButton } from './discard-button.tsx'
import { longestName } from './longest-name.ts'
import { ResultFigures } from './result-figures.tsx'
import { ResultWords } from './result-words.tsx'
import { Sheet } from './sheet.tsx'
import styles from './train-room.module.css'
import { useKeepModel } from './use-keep-model.ts'
import { verdictOf } from './verdict.ts'

/** What came of it, in words first, and what to do with it. */
export function ResultCard({ run }: { run: FinetuneRun }) {
  return run.result && <Result run={run} result={run.result} />
}

function Result({ run, result }: { run: FinetuneRun; result: FinetuneResult }) {
  const { t } = useTranslation()
  const [name, setName] = useState(run.name ?? '')
  const keep = useKeepModel(run.id)
  const better = verdictOf(result).kind === 'closer'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(name.trim())
  }
  return (
    <>
      <section className={styles.card} aria-labelledby="train-result">
        <h2 id="train-result">{t('train.result.title', { name: run.name })}</h2>
        <ResultWords result={result} />
        <form className={styles.keep} onSubmit={submit}>
          <Field
            label={t('train.begin.name')}
            value={name}
            maxLength={longestName}
            onChange={({ target }) => setName(target.value)}
          />
          <div className={styles.buttons}>
            <Button
              look={better ? 'primary' : 'plain'}
              icon={Check}
              type="submit"
              disabled={name.trim() === ''}
            >
              {t('train.result.keep')}
            </Button>
            <DiscardButton run={run} />
          </div>
        </form>
        <ResultFigures result={result} />
      </section>
      <Sheet run={run} />
    </>
  )
}
