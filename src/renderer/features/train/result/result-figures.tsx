import { useTranslation } from 'react-i18next'
import type { FinetuneResult } from '../../../../shared/contract/finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import styles from '../train-room.module.css'

/** The figures behind the words. */
export function ResultFigures({ result }: { result: FinetuneResult }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { before, after, drift, learntFrom, heldOut, seconds, step, ending } = result
  const percent = (share: number) => t('train.result.percent', { value: formats.number(100 * share) })
  const photos = (count: number) => t('train.result.photos', { count, shown: formats.number(count) })
  const rows = {
    rmse: t('train.result.change', {
      before: formats.number(before.rmse, 2),
      after: formats.number(after.rmse, 2),
    }),
    chroma: t('train.result.change', {
      before: percent(before.chromaRatio),
      after: percent(after.chromaRatio),
    }),
    drift: formats.number(drift, 2),
    learnt: photos(learntFrom),
    heldOut: photos(heldOut),
    took: t('train.result.tookSteps', { time: formats.duration(seconds), step: formats.number(step) }),
    ending: t(`train.result.endings.${ending}`),
  }
  const names = Object.keys(rows) as (keyof typeof rows)[]
  return (
    <section aria-labelledby="train-figures">
      <h3 id="train-figures" className="visually-hidden">
        {t('train.result.figures')}
      </h3>
      <dl className={styles.figures}>
        {names.map((name) => (
          <div key={name}>
            <dt>{t(`train.result.${name}`)}</dt>
            <dd>{rows[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
