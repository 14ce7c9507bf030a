import { BatchRoom } from '../features/batch/batch-room.tsx'
import { DevelopRoom } from '../features/develop/develop-room.tsx'
import { ExportDialog } from '../features/export/export-dialog.tsx'
import { LibraryRoom } from '../features/library/library-room.tsx'
import { SettingsRoom } from '../features/settings/settings-room.tsx'
import { TrainRoom } from '../features/train/train-room.tsx'
import { useFollowCore } from '../lib/queries/follow-core.ts'
import { useSettings } from '../lib/queries/use-settings.ts'
import { type Room, useWorkspace } from '../lib/workspace/workspace.tsx'
import { useNotify } from '../ui/notices.tsx'
import { DropArea } from './drop-area.tsx'
import styles from './frame.module.css'
import { LinkBanner } from './link-banner.tsx'
import { RestoredBanner } from './restored-banner.tsx'
import { StatusBar } from './status-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useLook } from './use-look.ts'
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
  useLook(useSettings())
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
        <RestoredBanner />
        {exporting && <ExportDialog ids={exporting} />}
      </div>
    </DropArea>
  )
}
