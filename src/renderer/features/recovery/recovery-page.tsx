import { FileText, FolderOpen, LogOut, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LibraryOpening, OpeningWish } from '../../../shared/contract/opening.ts'
import type { WireError } from '../../../shared/errors.ts'
import { useSaveReport } from '../../lib/actions/use-save-report.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { useTryOpening } from '../../lib/queries/use-opening.ts'
import { Button } from '../../ui/button.tsx'
import { useNotify } from '../../ui/notices.tsx'
import { BackupChoice } from './backup-choice.tsx'
import { EmptyChoice } from './empty-choice.tsx'
import styles from './recovery.module.css'

interface RecoveryPageProps {
  opening: LibraryOpening
  /** Why the library is not open. */
  error: WireError
}

/** In place of the app when its library could not be opened: what is wrong, and all that can be done about it. */
export function RecoveryPage({ opening, error }: RecoveryPageProps) {
  const { t } = useTranslation()
  const { chooseLibrary, quit } = useHost()
  const { attempt } = useNotify()
  const { mutateAsync, isPending } = useTryOpening()
  const open = (wish: OpeningWish) => attempt(() => mutateAsync(wish))
  const { folder, backups, canStartEmpty } = opening
  const report = useSaveReport(`${folder}/${t('exports.usualFolder')}`)
  const why = error.kind === 'library-from-future' ? 'fromFuture' : 'damaged'
  return (
    <main className={styles.room} aria-busy={isPending}>
      <div className={styles.page}>
        <h1>{t('recovery.title')}</h1>
        <p className={styles.path}>{folder}</p>
        <div role="alert" className={styles.told}>
          <p>{t(canStartEmpty ? `recovery.why.${why}` : `advice.${error.kind}`)}</p>
          <p className={styles.quiet}>{error.message}</p>
        </div>
        <p>{t('recovery.safe')}</p>
        {backups.length > 0 && (
          <BackupChoice backups={backups} isBusy={isPending} onChoose={(restore) => open({ restore })} />
        )}
        {canStartEmpty && <EmptyChoice isBusy={isPending} onChoose={() => open({ startEmpty: true })} />}
        <div className={styles.buttons}>
          <Button icon={RotateCw} disabled={isPending} onClick={() => open({})}>
            {t('recovery.again')}
          </Button>
          {chooseLibrary && (
            <Button icon={FolderOpen} disabled={isPending} onClick={() => attempt(chooseLibrary)}>
              {t('recovery.other')}
            </Button>
          )}
          <Button icon={FileText} disabled={report.isPending} onClick={report.save}>
            {t(report.isPending ? 'report.saving' : 'report.save')}
          </Button>
          {quit && (
            <Button icon={LogOut} onClick={() => attempt(quit)}>
              {t('recovery.quit')}
            </Button>
          )}
        </div>
        <p role="status" className={styles.quiet}>
          {isPending && t('recovery.opening')}
        </p>
        <p role="status" className={styles.path}>
          {report.path && t('report.saved', { path: report.path })}
        </p>
      </div>
    </main>
  )
}
