import { useTranslation } from 'react-i18next'
import type { FinetunePoint } from '../../../../shared/contract/finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import room from '../train-room.module.css'
import { Curve } from './curve.tsx'
import type { Sample } from './curve-geometry.ts'
import styles from './curves.module.css'

/** What it learns from, what it is judged by, and what else changes. */
export function Curves({ points, total }: { points: readonly FinetunePoint[]; total: number }) {
  const { t } = useTranslation()
  return (
    <section className={room.card} aria-labelledby="train-curves">
      <h2 id="train-curves">{t('train.curves.title')}</h2>
      {points.length === 0 ? (
        <p className={room.quiet}>{t('train.curves.none')}</p>
      ) : (
        <div className={styles.curves}>
          <HeldOut points={points} total={total} />
          <Loss points={points} total={total} />
          <Drift points={points} total={total} />
        </div>
      )}
    </section>
  )
}

interface CurvesProps {
  points: readonly FinetunePoint[]
  total: number
}

function HeldOut({ points, total }: CurvesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const samples = points.map(({ step, heldOut }): Sample => ({ step, value: heldOut.rmse }))
  const best = samples.reduce((one, other) => (other.value < one.value ? other : one))
  const number = ({ value }: Sample) => formats.number(value, 2)
  const words = t('train.curves.heldOutNow', {
    now: number(samples[samples.length - 1]),
    first: number(samples[0]),
    best: number(best),
  })
  return (
    <Curve
      title={t('train.curves.heldOut')}
      samples={samples}
      total={total}
      from={samples[0].value}
      best={best}
      words={words}
    />
  )
}

function Loss({ points, total }: CurvesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const samples = points.flatMap(({ step, loss }): Sample[] => (loss === null ? [] : [{ step, value: loss }]))
  if (samples.length === 0) return null
  const number = ({ value }: Sample) => formats.number(value, 3)
  const words = t('train.curves.lossNow', {
    now: number(samples[samples.length - 1]),
    first: number(samples[0]),
  })
  return <Curve title={t('train.curves.loss')} samples={samples} total={total} words={words} />
}

function Drift({ points, total }: CurvesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const samples = points.map(({ step, drift }): Sample => ({ step, value: drift }))
  const words = t('train.curves.driftNow', { now: formats.number(samples[samples.length - 1].value, 2) })
  return <Curve title={t('train.curves.drift')} samples={samples} total={total} from={0} words={words} />
}
