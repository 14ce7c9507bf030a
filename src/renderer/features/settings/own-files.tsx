import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileQuestion, FileSearch, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../lib/format.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { keys } from '../../lib/queries/query-keys.ts'
import { everything, useWorkspace } from '../../lib/workspace/workspace.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useNotify } from '../../ui/notices.tsx'
import styles from './settings.module.css'

/** A check of the files that are the library's own, and what can be done about what it finds. */
export function OwnFiles() {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, fail, say } = useNotify()
  const { go, look } = useWorkspace()
  const cache = useQueryClient()
  const formats = useFormats()
  const [asking, setAsking] = useState(false)
  const check = useMutation({ mutationFn: () => client['library.check']({}), onError: fail })
  const { data: found, isPending } = check

  const clean = async () => {
    const { files, bytes } = await client['library.clean']({})
    say(t('ownFiles.cleaned', { count: files, bytes: formats.bytes(bytes) }))
    check.mutate()
    await cache.invalidateQueries({ queryKey: keys.library })
  }
  const adopt = async () => {
    await client['library.adopt']({})
    check.reset()
    go('batch')
  }
  const showMissing = () => {
    look({ ...everything, smart: 'missing', album: undefined, folder: undefined, tag: undefined })
    go('library')
  }
  const lost = found && found.originals.files + found.maps.files > 0
  const bytes = found && formats.bytes(found.originals.bytes + found.maps.bytes)
  return (
    <>
      <Button icon={FileSearch} disabled={isPending} onClick={() => check.mutate()}>
        {t(isPending ? 'ownFiles.checking' : 'ownFiles.check')}
      </Button>
      <div aria-live="polite" className={styles.found}>
        {found && !lost && !found.setAside && found.missing.photos === 0 && <p>{t('ownFiles.sound')}</p>}
        {found && lost && (
          <>
            <p>{t('ownFiles.lost', { originals: found.originals.files, maps: found.maps.files, bytes })}</p>
            <div className={styles.actions}>
              {found.originals.files > 0 && (
                <Button icon={Plus} onClick={() => attempt(adopt)}>
                  {t('ownFiles.adopt')}
                </Button>
              )}
              {!found.setAside && (
                <Button icon={Trash2} onClick={() => setAsking(true)}>
                  {t('ownFiles.clean')}
                </Button>
              )}
            </div>
          </>
        )}
        {found?.setAside && <p>{t('ownFiles.setAside')}</p>}
        {found && found.missing.photos > 0 && (
          <>
            <p>{t('ownFiles.missing', { count: found.missing.photos })}</p>
            <ul className={styles.path}>
              {found.missing.paths.map((path) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
            <Button icon={FileQuestion} onClick={showMissing}>
              {t('ownFiles.showMissing')}
            </Button>
          </>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('ownFiles.cleanTitle')}
          text={t('ownFiles.cleanText', { bytes })}
          action={t('ownFiles.clean')}
          onConfirm={() => attempt(clean)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
