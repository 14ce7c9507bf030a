import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/format.ts'
import styles from './grid.module.css'

interface MonthHeadingProps {
  month: string | null
  photos: number | undefined
  top: number
}

export function MonthHeading({ month, photos, top }: MonthHeadingProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div className={styles.month} role="presentation" style={{ top }}>
      <span>{month === null ? t('library.noDate') : formats.month(month)}</span>
      {photos !== undefined && (
        <span className={styles.monthCount}>{t('library.monthCount', { count: photos })}</span>
      )}
    </div>
  )
}
