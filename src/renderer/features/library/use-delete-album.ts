import { useTranslation } from 'react-i18next'
import { photoQuerySchema } from '../../../shared/contract/library.ts'
import { useHost } from '../../lib/host-context.tsx'
import { useNotify } from '../../lib/notices.tsx'
import { useWorkspace } from '../../lib/workspace.tsx'

/** Deletes an album; Undo makes it anew with the same photos. */
export function useDeleteAlbum(): (album: { id: number; name: string }) => void {
  const { t } = useTranslation()
  const { client } = useHost()
  const { attempt, say } = useNotify()
  const { query, look } = useWorkspace()
  return ({ id, name }) =>
    attempt(async () => {
      const { ids } = await client['photos.ids']({ query: photoQuerySchema.parse({ album: id }) })
      await client['albums.delete']({ id })
      if (query.album === id) look({ album: undefined })
      const restore = async () => {
        const album = await client['albums.create']({ name })
        if (ids.length > 0) await client['albums.photos']({ id: album.id, ids, on: true })
      }
      say(t('library.albumDeleted', { name }), {
        label: t('common.undo'),
        run: () => attempt(restore),
      })
    })
}
