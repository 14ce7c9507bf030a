import { useTranslation } from 'react-i18next'
import { useActs } from '../../lib/actions/use-acts.ts'
import { useHost } from '../../lib/host/host-context.tsx'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'

/** Deletes an album; its photos stay. */
export function useDeleteAlbum(): (album: { id: number; name: string }) => void {
  const { t } = useTranslation()
  const { client } = useHost()
  const { act } = useActs()
  const { query, look } = useWorkspace()
  return ({ id, name }) =>
    act(
      async () => {
        const answer = await client['albums.delete']({ id })
        if (query.album === id) look({ album: undefined })
        return answer
      },
      t('library.albumDeleted', { name }),
    )
}
