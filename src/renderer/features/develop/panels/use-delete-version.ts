import { useTranslation } from 'react-i18next'
import { useActs } from '../../../lib/actions/use-acts.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import type { KeptVersion } from '../development/past-weights.ts'
import type { Development } from '../development/use-development.ts'
import { ownVersions } from '../development/use-elsewhere.ts'

/** Deletes a version; Undo brings it back as it was, and what was shown. */
export function useDeleteVersion({ deleted }: Development): (version: KeptVersion) => void {
  const { t } = useTranslation()
  const host = useHost()
  const { act } = useActs()
  return (version) => {
    const { id, name } = version
    ownVersions(host).add(id)
    const remove = async () => {
      const done = await host.client['versions.delete']({ id })
      await deleted(version)
      return done
    }
    act(remove, t('develop.history.removed', { name }))
  }
}
