import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { BatchRoom } from '../features/batch/batch-room.tsx'
import { DevelopRoom } from '../features/develop/develop-room.tsx'
import { ExportDialog } from '../features/export/export-dialog.tsx'
import { LibraryRoom } from '../features/library/library-room.tsx'
import { SettingsRoom } from '../features/settings/settings-room.tsx'
import { TrainRoom } from '../features/train/train-room.tsx'
import { useFollowCore } from '../lib/follow-core.ts'
import { useNotify } from '../lib/notices.tsx'
import { useSettings } from '../lib/queries/whole.ts'
import { type Room, useWorkspace } from '../lib/workspace.tsx'
import { chosenLanguage } from '../text/i18n.ts'
import { DropArea } from './drop-area.tsx'
import styles from './frame.module.css'
import { LinkBanner } from './link-banner.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useOnePress } from './use-one-press.ts'
import { useShell } from './use-shell.ts'

const views: Record<Room, () => React.ReactNode> = {
  library: LibraryRoom,
  develop: DevelopRoom,
  batch: BatchRoom,
  train: TrainRoom,
  settings: SettingsRoom,
}

/** The window: bars above and below, a room between them. */
export function Frame() {
  const { room, exporting } = useWorkspace()
  useFollowCore(useNotify().fail)
  useShell()
  useOnePress()
  useLook()
  const View = views[room]
  return (
    <DropArea>
      <div className={styles.frame}>
        <TopBar />
        <main className={styles.room}>
          <View />
        </main>
        <StatusBar />
        <LinkBanner />
        {exporting && <ExportDialog ids={exporting} />}
      </div>
    </DropArea>
  )
}

/** Theme and language of the settings, put on the document. */
function useLook(): void {
  const { theme, language } = useSettings()
  const { i18n } = useTranslation()
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    const chosen = chosenLanguage(language, navigator.languages)
    document.documentElement.lang = chosen
    void i18n.changeLanguage(chosen)
  }, [language, i18n])
}
