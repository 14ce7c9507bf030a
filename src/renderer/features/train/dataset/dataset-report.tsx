import { useTranslation } from 'react-i18next'
import { type DatasetReport, unfitReasons } from '../../../../shared/contract/finetune.ts'
import { useFormats } from '../../../lib/format.ts'
import styles from '../train-room.module.css'
import { UnfitPhotos } from './unfit-photos.tsx'

/** How many photos can train it, what that is enough for, and why the others cannot. */
export function DatasetFindings({ report }: { report: DatasetReport }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { usable, heldOut, unfit, advice } = report
  const words = (count: number) => ({ count, shown: formats.number(count) })
  const groups = Map.groupBy(unfit, ({ reason }) => reason)
  return (
    <>
      <p>
        {t('train.dataset.usable', words(usable))}
        {advice !== 'too-few' && <> {t('train.dataset.heldOut', words(heldOut))}</>}
      </p>
      <p role={advice === 'too-few' ? 'alert' : undefined}>{t(`train.dataset.advice.${advice}`)}</p>
      {unfit.length > 0 && (
        <section className={styles.unfit} aria-labelledby="train-unfit">
          <h3 id="train-unfit">{t('train.dataset.unfit', words(unfit.length))}</h3>
          {unfitReasons.map((reason) => {
            const photos = groups.get(reason)
            return photos && <UnfitPhotos key={reason} reason={reason} photos={photos} />
          })}
        </section>
      )}
    </>
  )
}
