import type { FinetunePreset } from '../../../shared/contract/finetune.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from '../queries/query-keys.ts'
import { useCallAndRefresh } from './use-call-and-refresh.ts'

/** What can be done to the run of fine-tuning. */
export function useFinetuneRunActions(id: string) {
  const { client } = useHost()
  const run = useCallAndRefresh(keys.finetune)
  return {
    begin: (choice: { name: string; preset: FinetunePreset; base: string }) =>
      run(() => client['finetune.begin']({ id, ...choice })),
    pause: (paused: boolean) => run(() => client['finetune.pause']({ id, paused })),
    finish: () => run(() => client['finetune.finish']({ id })),
    discard: () => run(() => client['finetune.discard']({ id })),
  }
}
