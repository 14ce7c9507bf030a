import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LibraryOpening } from '../../shared/contract/opening.ts'
import { RecoveryPage } from '../features/recovery/recovery-page.tsx'
import { useHost } from '../lib/host/host-context.tsx'
import { keys } from '../lib/queries/query-keys.ts'
import { useOpening } from '../lib/queries/use-opening.ts'
import { WorkspaceProvider } from '../lib/workspace/workspace.tsx'
import { Frame } from './frame.tsx'
import { useLook } from './use-look.ts'

/** The app where its library is open, else what can be done about it. */
export function Doorway({ opening: first }: { opening: LibraryOpening }) {
  const opening = useFollowedOpening(first)
  if (opening.error) return <Closed opening={opening} error={opening.error} />
  return (
    <WorkspaceProvider>
      <Frame />
    </WorkspaceProvider>
  )
}

function Closed(props: React.ComponentProps<typeof RecoveryPage>) {
  // Settings lie in the library.
  useLook({ theme: 'system', language: 'system' })
  return <RecoveryPage {...props} />
}

/** Another window may open the library, or core be another one. */
function useFollowedOpening(first: LibraryOpening): LibraryOpening {
  const { on, onLink } = useHost()
  const cache = useQueryClient()
  const { data } = useOpening(first)
  useEffect(() => {
    const ends = [
      on('opening.changed', (opening) => {
        // What is known is of the library that was open before.
        cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.opening[0] })
        cache.setQueryData(keys.opening, opening)
      }),
      onLink(({ up }) => {
        if (up) void cache.invalidateQueries({ queryKey: keys.opening })
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [on, onLink, cache])
  return data
}
