import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../lib/queries/use-settings.ts'
import { Select } from '../../ui/select.tsx'
import styles from './settings.module.css'

const themes = ['system', 'dark', 'light'] as const
const languages = ['system', 'en', 'de'] as const

export function LookSettings() {
  const { t } = useTranslation()
  const { theme, language } = useSettings()
  const change = useChangeSettings()
  return (
    <section className={styles.section} aria-labelledby="settings-look">
      <h2 id="settings-look">{t('settings.look')}</h2>
      <Select
        label={t('settings.theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        onChange={(value) => change({ theme: value })}
      />
      <Select
        label={t('settings.language')}
        value={language}
        options={languages.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
        onChange={(value) => change({ language: value })}
      />
    </section>
  )
}
