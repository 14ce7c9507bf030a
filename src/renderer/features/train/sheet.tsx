import { useTranslation } from 'react-i18next'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useHost } from '../../lib/host-context.tsx'
import styles from './train-room.module.css'

const columns = ['grey', 'base', 'own', 'truth'] as const

/** Photos held out, one a row: each new sheet takes the place of the one before. */
export function Sheet({ run: { id, sheet } }: { run: FinetuneRun }) {
  const { t } = useTranslation()
  const { resource } = useHost()
  if (sheet === 0) return null
  return (
    <section className={styles.card} aria-labelledby="train-sheet">
      <h2 id="train-sheet">{t('train.sheet.title')}</h2>
      <figure className={styles.sheet}>
        <figcaption aria-hidden>
          {columns.map((column) => (
            <span key={column}>{t(`train.sheet.${column}`)}</span>
          ))}
        </figcaption>
        <img src={resource({ kind: 'finetune-sheet', run: id, sheet })} alt={t('train.sheet.alt')} />
      </figure>
    </section>
  )
}
