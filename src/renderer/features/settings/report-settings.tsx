import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSaveReport } from '../../lib/actions/use-save-report.ts'
import { useUsualFolder } from '../../lib/use-usual-folder.ts'
import { Button } from '../../ui/button.tsx'
import styles from './settings.module.css'

/** A text for whoever helps. */
export function ReportSettings() {
  const { t } = useTranslation()
  const { save, path, isPending } = useSaveReport(useUsualFolder())
  return (
    <section className={styles.section} aria-labelledby="settings-report">
      <h2 id="settings-report">{t('report.title')}</h2>
      <p className={styles.quiet}>{t('report.text')}</p>
      <Button icon={FileText} disabled={isPending} onClick={save}>
        {t(isPending ? 'report.saving' : 'report.save')}
      </Button>
      <p role="status" className={styles.path}>
        {path && t('report.saved', { path })}
      </p>
    </section>
  )
}
