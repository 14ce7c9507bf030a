import { useMutation } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../lib/host/host-context.tsx'
import { useUsualFolder } from '../../lib/use-usual-folder.ts'
import { Button } from '../../ui/button.tsx'
import { useNotify } from '../../ui/notices.tsx'
import styles from './settings.module.css'

/** A text for whoever helps: the host asks where it goes; where it cannot, results go to the usual folder. */
export function ReportSettings() {
  const { t } = useTranslation()
  const { client, files } = useHost()
  const { fail } = useNotify()
  const usualFolder = useUsualFolder()
  const { mutate, data, isPending } = useMutation({
    mutationFn: async () => {
      const folder = files.chooseDestination ? await files.chooseDestination() : usualFolder
      return folder === undefined ? null : client['report.save']({ folder })
    },
    onError: fail,
  })
  return (
    <section className={styles.section} aria-labelledby="settings-report">
      <h2 id="settings-report">{t('report.title')}</h2>
      <p className={styles.quiet}>{t('report.text')}</p>
      <Button icon={FileText} disabled={isPending} onClick={() => mutate()}>
        {t(isPending ? 'report.saving' : 'report.save')}
      </Button>
      <p role="status" className={styles.path}>
        {data && t('report.saved', { path: data.path })}
      </p>
    </section>
  )
}
