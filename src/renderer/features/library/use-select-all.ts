import { useHost } from '../../lib/host/host-context.tsx'
import { useWorkspace } from '../../lib/workspace/workspace.tsx'
import { useNotify } from '../../ui/notices.tsx'

/** Selects every photo of the query, loaded or not. */
export function useSelectAll(): () => void {
  const { client } = useHost()
  const { attempt } = useNotify()
  const { query, select } = useWorkspace()
  return () =>
    attempt(async () => {
      const { ids } = await client['photos.ids']({ query })
      select((current) => ({ ids: new Set(ids), focus: current.focus ?? ids[0], anchor: ids[0] }))
    })
}
