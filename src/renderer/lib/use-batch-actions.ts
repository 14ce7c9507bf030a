import { useQueryClient } from '@tanstack/react-query'
import { useHost } from './host-context.tsx'
import { useNotify } from './notices.tsx'
import { keys } from './queries/keys.ts'

/** What can be done to one batch. */
export function useBatchActions(id: number) {
  const { client } = useHost()
  const { attempt } = useNotify()
  const cache = useQueryClient()
  const run = (call: () => Promise<unknown>) =>
    attempt(async () => {
      await call()
      await cache.invalidateQueries({ queryKey: keys.batches })
    })
  return {
    pause: (paused: boolean) => run(() => client['batches.pause']({ id, paused })),
    cancel: () => run(() => client['batches.cancel']({ id })),
    retry: () => run(() => client['batches.retry']({ id })),
    first: () => run(() => client['batches.first']({ id })),
    clear: () => run(() => client['batches.clear']({ id })),
  }
}
