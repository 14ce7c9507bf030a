import { useTranslation } from 'react-i18next'
import { About } from './about.tsx'
import { EngineSettings } from './engine-settings.tsx'
import { LibrarySettings } from './library-settings.tsx'
import { LookSettings } from './look-settings.tsx'
import { ReportSettings } from './report-settings.tsx'
import styles from './settings.module.css'

export function SettingsRoom() {
  const { t } = useTranslation()
  return (
    <div className={styles.room}>
      <div className={styles.page}>
        <h1>{t('settings.title')}</h1>
        <EngineSettings />
        <LibrarySettings />
        <LookSettings />
        <ReportSettings />
        <About />
      </div>
    </div>
  )
}
