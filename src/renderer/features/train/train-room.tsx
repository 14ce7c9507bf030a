import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useFinetuneRun } from '../../lib/queries/use-finetune-run.ts'
import { ChoosePhotos } from './dataset/choose-photos.tsx'
import { Examining } from './dataset/examining.tsx'
import { Ready } from './dataset/ready.tsx'
import { OwnModels } from './models/own-models.tsx'
import { Failed } from './progress/failed.tsx'
import { UnderWay } from './progress/under-way.tsx'
import { ResultCard } from './result/result-card.tsx'
import styles from './train-room.module.css'

/** From photos to a model of one's own, and the models that came of it. */
export function TrainRoom() {
  const { t } = useTranslation()
  const run = useFinetuneRun()
  return (
    <div className={styles.room}>
      <div className={styles.page}>
        <h1 className="visually-hidden">{t('train.title')}</h1>
        {run === null && <ChoosePhotos />}
        {run && <Run key={run.id} run={run} />}
        <OwnModels />
      </div>
    </div>
  )
}

function Run({ run }: { run: FinetuneRun }) {
  switch (run.state) {
    case 'examining':
      return <Examining run={run} />
    case 'ready':
      return <Ready run={run} />
    case 'training':
    case 'waiting':
    case 'paused':
      return <UnderWay run={run} />
    case 'finished':
      return <ResultCard run={run} />
    case 'failed':
      return <Failed run={run} />
  }
}
