import { Copy, Redo2, Save, Share, Undo2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActs } from '../../../lib/actions/use-acts.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { useWorkspace } from '../../../lib/workspace/workspace.tsx'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useNotify } from '../../../ui/notices.tsx'
import { Panel } from '../../../ui/panel.tsx'
import type { Development } from '../development/use-development.ts'
import { DraftList } from './draft-list.tsx'
import styles from './panels.module.css'
import { VersionList } from './version-list.tsx'

interface VersionsPanelProps {
  development: Development
  /** Another window develops the same photo. */
  shared: boolean
}

/** Steps back and forth, what is in the making, what has been kept, and where it goes from here. */
export function VersionsPanel({ development, shared }: VersionsPanelProps) {
  const { t } = useTranslation()
  const { undo, redo, isDraft } = development
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
      {isDraft && <KeepForm development={development} />}
      {shared && <p className={styles.quiet}>{t('develop.elsewhere.drafting')}</p>}
      <DraftList development={development} />
      <VersionList development={development} />
      <Onward development={development} />
    </Panel>
  )
}

/** Makes a version of what is on screen, or takes it away. */
function KeepForm({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { attempt } = useNotify()
  const { keep, discard } = development
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    attempt(() => keep(name.trim()))
  }
  return (
    <form onSubmit={submit} className={styles.keep}>
      <p className={styles.quiet}>{t('develop.drafts.hint')}</p>
      <input
        className={styles.name}
        aria-label={t('develop.history.keepName')}
        placeholder={t('develop.history.keepName')}
        maxLength={200}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" icon={Save}>
          {t('develop.history.keep')}
        </Button>
        <Button onClick={discard}>{t('develop.drafts.discard')}</Button>
      </div>
    </form>
  )
}

function Onward({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt } = useNotify()
  const { colour } = useActs()
  const { selection, exportPhotos } = useWorkspace()
  const { photo, recipe, keep } = development
  const others = [...selection.ids].filter((id) => id !== photo.id)
  const copy = () =>
    colour(async () => {
      const version = await keep()
      if (!version) return { batch: null }
      return client['versions.copy']({ from: version.id, to: others })
    }, t('develop.history.copied'))
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
