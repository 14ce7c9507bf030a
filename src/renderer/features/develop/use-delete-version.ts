import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../lib/host-context.tsx'
import { useNotify } from '../../lib/notices.tsx'
import { keys } from '../../lib/queries/keys.ts'
import { coloursQuery } from '../../lib/queries/versions.ts'
import type { KeptVersion } from './past-weights.ts'

/** Deletes a version; its map is read before, so that the way back needs no network. */
export function useDeleteVersion(): (version: KeptVersion) => void {
  const { t } = useTranslation()
  const { client } = useHost()
  const cache = useQueryClient()
  const { attempt, say } = useNotify()
  return (version) => {
    const { id, photo, name, recipe, weights } = version
    const refresh = () => cache.invalidateQueries({ queryKey: keys.versions(photo) })
    attempt(async () => {
      const ab = await cache.fetchQuery(coloursQuery(client, version))
      const { hash } = await client['photos.get']({ id: photo })
      await client['versions.delete']({ id })
      await refresh()
      say(t('develop.history.removed', { name }), {
        label: t('common.undo'),
        run: () =>
          attempt(async () => {
            await client['versions.create']({ photo, hash, name, recipe, weights, ab })
            await refresh()
          }),
      })
    })
  }
}
