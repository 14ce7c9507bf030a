import { History, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../lib/format.ts'
import { useLibraryInfo } from '../lib/queries/use-installation.ts'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './restored-banner.module.css'

/** Says that the library is not the one of last time, and where that one lies, until somebody has read it. */
export function RestoredBanner() {
  const { t } = useTranslation()
  const { moment } = useFormats()
  const { data } = useLibraryInfo()
  const [isRead, setRead] = useState(false)
  if (!data?.notice || isRead) return null
  const { notice, backup, setAside } = data
  return (
    <div role="alert" className={styles.banner}>
      <History size={16} aria-hidden />
      <div className={styles.text}>
        <p>{t(`settings.notice.${notice}`, { date: backup === null ? '' : moment(backup) })}</p>
        {setAside !== null && <p>{t('settings.setAside', { path: setAside })}</p>}
      </div>
      <IconButton label={t('common.dismiss')} icon={X} onClick={() => setRead(true)} />
    </div>
  )
}
