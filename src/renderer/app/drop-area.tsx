import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useImport } from '../lib/actions/use-import.ts'
import { useHost } from '../lib/host/host-context.tsx'
import { useNotify } from '../ui/notices.tsx'
import styles from './drop-area.module.css'

/** Files dropped anywhere are added to the library. */
export function DropArea({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { files } = useHost()
  const { attempt, say } = useNotify()
  const { add } = useImport()
  const [over, setOver] = useState(false)
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; "Add photos" does the same by keyboard
    <div
      className={styles.area}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(false)
        say(t('drop.adding'))
        const dropped = files.dropped(event.dataTransfer)
        attempt(async () => add(await dropped))
      }}
    >
      {children}
      {over && <div className={styles.over}>{t('drop.here')}</div>}
    </div>
  )
}
