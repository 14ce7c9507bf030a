import { Copy, Redo2, Save, Share, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../lib/host-context.tsx'
import { useNotify } from '../../lib/notices.tsx'
import { useWorkspace } from '../../lib/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { colourName } from './colourist.ts'
import styles from './panels.module.css'
import { useDeleteVersion } from './use-delete-version.ts'
import type { Development } from './use-development.ts'

/** Steps back and forth, what has been kept, and where it goes from here. */
export function VersionsPanel({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { attempt } = useNotify()
  const { undo, redo, unkept, keep } = development
  return (
    <Panel
      title={t('develop.history.title')}
      tools={
        <>
          <IconButton
            label={t('develop.history.undo')}
            keys="Ctrl Z"
            icon={Undo2}
            disabled={!undo}
            onClick={undo}
          />
          <IconButton
            label={t('develop.history.redo')}
            keys="Ctrl Y"
            icon={Redo2}
            disabled={!redo}
            onClick={redo}
          />
        </>
      }
    >
      {unkept && (
        <>
          <Button look="primary" icon={Save} onClick={() => attempt(keep)}>
            {t('develop.history.keep')}
          </Button>
          <p className={styles.quiet}>{t('develop.history.keepHint')}</p>
        </>
      )}
      <VersionList development={development} />
      <Onward development={development} />
    </Panel>
  )
}

function VersionList({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { versions, recipe, set } = development
  const deleteVersion = useDeleteVersion()
  if (versions.length === 0) return <p className={styles.quiet}>{t('develop.history.empty')}</p>
  return (
    <ul>
      {versions.map((version) => (
        <li key={version.id} className={styles.line}>
          <button
            type="button"
            className={styles.open}
            aria-current={recipe !== null && colourName(recipe) === colourName(version.recipe)}
            onClick={() => set(version.recipe)}
          >
            <span className={styles.grow}>
              {version.name}
              {version.current && <span className={styles.note}> {t('develop.history.current')}</span>}
            </span>
          </button>
          <IconButton
            label={t('develop.history.remove', { name: version.name })}
            icon={X}
            onClick={() => deleteVersion(version)}
          />
        </li>
      ))}
    </ul>
  )
}

function Onward({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { selection, exportPhotos } = useWorkspace()
  const { photo, recipe, keep } = development
  const others = [...selection.ids].filter((id) => id !== photo.id)
  const copy = () =>
    attempt(async () => {
      const version = await keep()
      if (!version) return
      await client['versions.copy']({ from: version.id, to: others })
      say(t('develop.history.copied'))
    })
  const startExport = () =>
    attempt(async () => {
      await keep()
      exportPhotos([photo.id])
    })
  if (!recipe) return null
  return (
    <div className={styles.buttons}>
      {others.length > 0 && (
        <Button icon={Copy} onClick={copy}>
          {t('develop.history.copy', { count: others.length })}
        </Button>
      )}
      <Button icon={Share} onClick={startExport}>
        {t('develop.export')}
      </Button>
    </div>
  )
}
