import { useHost } from '../host/host-context.tsx'
import { keys } from '../queries/query-keys.ts'
import { useCallAndRefresh } from './use-call-and-refresh.ts'

/** What can be done to one batch. */
export function useBatchActions(id: number) {
  const { client } = useHost()
  const run = useCallAndRefresh(keys.batches)
  return {
    pause: (paused: boolean) => run(() => client['batches.pause']({ id, paused })),
    cancel: () => run(() => client['batches.cancel']({ id })),
    retry: () => run(() => client['batches.retry']({ id })),
    acceptDamaged: () => run(() => client['batches.acceptDamaged']({ id })),
    beside: () => run(() => client['batches.beside']({ id })),
    first: () => run(() => client['batches.first']({ id })),
    clear: () => run(() => client['batches.clear']({ id })),
  }
}
