import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useNotify } from '../../ui/notices.tsx'

/** Runs a call of core, tells when it fails, and asks anew for what the call changes. */
export function useCallAndRefresh(queryKey: QueryKey): (call: () => Promise<unknown>) => void {
  const { attempt } = useNotify()
  const cache = useQueryClient()
  return (call) =>
    attempt(async () => {
      await call()
      await cache.invalidateQueries({ queryKey })
    })
}
