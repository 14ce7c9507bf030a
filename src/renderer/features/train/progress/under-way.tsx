import { Flag, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../../shared/contract/finetune.ts'
import { useFinetuneRunActions } from '../../../lib/actions/use-finetune-run-actions.ts'
import { Button } from '../../../ui/button.tsx'
import { DiscardButton } from '../discard-button.tsx'
import { RunProgress } from '../run-progress.tsx'
import { Sheet } from '../sheet.tsx'
import styles from '../train-room.module.css'
import { Curves } from './curves.tsx'

/** It learns, waits, or is paused: how far, how well, and how to stop it. */
export function UnderWay({ run }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const title = t('train.underWay.title', { name: run.name })
  return (
    <>
      <section className={styles.card} aria-labelledby="train-under-way">
        <h2 id="train-under-way">{title}</h2>
        <p className={styles.quiet}>
          {t(`train.underWay.${run.state as 'training' | 'waiting' | 'paused'}`)}
        </p>
        <RunProgress run={run} label={title} words="train.underWay.steps" />
        <Controls run={run} />
      </section>
      <Curves points={run.points} total={run.progress?.total ?? 0} />
      <Sheet run={run.id} sheet={run.sheet} />
    </>
  )
}

function Controls({ run }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { pause, finish } = useFinetuneRunActions(run.id)
  const paused = run.state === 'paused'
  const learnt = run.points.some(({ step }) => step > 0)
  return (
    <div className={styles.buttons}>
      <Button icon={paused ? Play : Pause} look={paused ? 'primary' : 'plain'} onClick={() => pause(!paused)}>
        {t(paused ? 'train.underWay.resume' : 'train.underWay.pause')}
      </Button>
      <Button
        icon={Flag}
        disabled={!learnt || paused}
        title={t('train.underWay.finishHint')}
        onClick={finish}
      >
        {t('train.underWay.finish')}
      </Button>
      <DiscardButton run={run} />
    </div>
  )
}
