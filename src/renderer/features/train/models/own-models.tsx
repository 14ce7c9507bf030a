import { useTranslation } from 'react-i18next'
import { useModels } from '../../../lib/queries/use-installation.ts'
import styles from '../train-room.module.css'
import { ImportButton } from './import-button.tsx'
import { OwnModel } from './own-model.tsx'

/** Every model that did not come with Tintype. */
export function OwnModels() {
  const { t } = useTranslation()
  const { data: models = [] } = useModels()
  const own = models.filter(({ shipped }) => !shipped)
  return (
    <section className={styles.card} aria-labelledby="train-models">
      <div className={styles.head}>
        <h2 id="train-models">{t('train.models.title')}</h2>
        <ImportButton />
      </div>
      {own.length === 0 && <p className={styles.quiet}>{t('train.models.none')}</p>}
      <ul className={styles.models}>
        {own.map((model) => (
          <OwnModel key={model.id} model={model} />
        ))}
      </ul>
    </section>
  )
}
