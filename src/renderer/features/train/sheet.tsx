import { useTranslation } from 'react-i18next'
import { useHost } from '../../lib/host/host-context.tsx'
import styles from './train-room.module.css'

const columns = ['grey', 'base', 'own', 'truth'] as const

interface SheetProps {
  run: string
  /** Number of the sheet; none is shown for 0. */
  sheet: number
}

/** Photos held out, one a row: each new sheet takes the place of the one before. */
export function Sheet({ run, sheet }: SheetProps) {
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
        <img src={resource({ kind: 'finetune-sheet', run, sheet })} alt={t('train.sheet.alt')} />
      </figure>
    </section>
  )
}
