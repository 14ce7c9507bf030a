import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useFinetuneRun } from '../../lib/queries/finetune.ts'
import { ChoosePhotos } from './choose-photos.tsx'
import { Examining } from './examining.tsx'
import { Failed } from './failed.tsx'
import { OwnModels } from './own-models.tsx'
import { Ready } from './ready.tsx'
import { ResultCard } from './result-card.tsx'
import styles from './train-room.module.css'
import { UnderWay } from './under-way.tsx'

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
