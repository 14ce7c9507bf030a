import { Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../lib/use-keys.ts'
import { type Room, useWorkspace } from '../lib/workspace/workspace.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { EngineIndicator } from './engine-indicator.tsx'
import { SearchBox } from './search-box.tsx'
import styles from './top-bar.module.css'

const tabs: readonly { room: Room; keys: string }[] = [
  { room: 'library', keys: 'g' },
  { room: 'develop', keys: 'd' },
  { room: 'batch', keys: 'b' },
  { room: 'train', keys: 't' },
]

export function TopBar() {
  const { t } = useTranslation()
  const { room, go } = useWorkspace()
  return (
    <header className={styles.bar}>
      <nav aria-label={t('rooms.label')} className={styles.tabs}>
        {tabs.map((tab) => (
          <Tab key={tab.room} {...tab} />
        ))}
      </nav>
      <SearchBox />
      <EngineIndicator />
      <IconButton
        label={t('rooms.settings')}
        icon={Settings}
        aria-current={room === 'settings' ? 'page' : undefined}
        onClick={() => go('settings')}
      />
    </header>
  )
}

function Tab({ room, keys }: { room: Room; keys: string }) {
  const { t } = useTranslation()
  const { room: current, go } = useWorkspace()
  useKeys(keys, () => go(room))
  return (
    <button
      type="button"
      className={styles.tab}
      aria-current={room === current ? 'page' : undefined}
      aria-keyshortcuts={keys.toUpperCase()}
      title={t('common.shortcut', { label: t(`rooms.${room}`), keys: keys.toUpperCase() })}
      onClick={() => go(room)}
    >
      {t(`rooms.${room}`)}
    </button>
  )
}
