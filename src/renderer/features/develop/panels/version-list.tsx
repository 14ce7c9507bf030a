import { Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recipeKey } from '../../../../shared/recipe.ts'
import { useActs } from '../../../lib/actions/use-acts.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NameDialog } from '../../../ui/name-dialog.tsx'
import type { KeptVersion } from '../development/past-weights.ts'
import type { Development } from '../development/use-development.ts'
import styles from './panels.module.css'
import { useDeleteVersion } from './use-delete-version.ts'

/** What has been kept of the photo. */
export function VersionList({ development }: { development: Development }) {
  const { t } = useTranslation()
  const { client } = useHost()
  const { versions, recipe, openVersion } = development
  const deleteVersion = useDeleteVersion(development)
  const { act } = useActs()
  const [renamed, setRenamed] = useState<KeptVersion>()
  if (versions.length === 0) return <p className={styles.quiet}>{t('develop.history.empty')}</p>
  return (
    <ul>
      {versions.map((version) => (
        <li key={version.id} className={styles.line}>
          <button
            type="button"
            className={styles.open}
            aria-current={recipe !== null && recipeKey(recipe) === recipeKey(version.recipe)}
            onClick={() => openVersion(version)}
          >
            <span className={styles.grow}>
              {version.name}
              {version.current && <span className={styles.note}> {t('develop.history.current')}</span>}
            </span>
          </button>
          <IconButton
            label={t('develop.history.rename', { name: version.name })}
            icon={Pencil}
            onClick={() => setRenamed(version)}
          />
          <IconButton
            label={t('develop.history.remove', { name: version.name })}
            icon={X}
            onClick={() => deleteVersion(version)}
          />
        </li>
      ))}
      {renamed && (
        <NameDialog
          title={t('develop.history.renameTitle')}
          label={t('develop.history.versionName')}
          action={t('common.rename')}
          initial={renamed.name}
          longest={200}
          onName={(name) => act(() => client['versions.rename']({ id: renamed.id, name }))}
          onClose={() => setRenamed(undefined)}
        />
      )}
    </ul>
  )
}
