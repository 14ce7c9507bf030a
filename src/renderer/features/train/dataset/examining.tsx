import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../../ui/button.tsx'
import { RunProgress } from '../run-progress.tsx'
import styles from '../train-room.module.css'

/** Photos are being looked at. */
export function Examining({ run }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { discard } = useFinetuneRunActions(run.id)
  return (
    <section className={styles.card} aria-labelledby="train-examining">
      <h2 id="train-examining">{t('train.examining.title')}</h2>
      <p className={styles.quiet}>{t('train.examining.what')}</p>
      <RunProgress run={run} label={t('train.examining.title')} words="train.examining.progress" />
      <div className={styles.buttons}>
        <Button onClick={discard}>{t('train.examining.stop')}</Button>
      </div>
    </section>
  )
}
