import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { LibraryOpening, OpeningWish } from '../../../shared/contract/opening.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

/** Whether the library is open, and why not. @param first what it was when the page began */
export function useOpening(first: LibraryOpening) {
  const { client } = useHost()
  return useQuery({
    queryKey: keys.opening,
    queryFn: () => client['opening.state']({}),
    initialData: first,
  })
}

/** Asks core to open the library in some way. */
export function useTryOpening() {
  const { client } = useHost()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (wish: OpeningWish) => client['opening.try'](wish),
    onSuccess: (opening) => cache.setQueryData(keys.opening, opening),
  })
}
