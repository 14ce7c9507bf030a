import { useQueryClient } from '@tanstack/react-query'
import type { FinetunePreset } from '../../shared/contract/finetune.ts'
import { useHost } from './host-context.tsx'
import { useNotify } from './notices.tsx'
import { keys } from './queries/keys.ts'

/** What can be done to the run of fine-tuning. */
export function useFinetuneRunActions(id: string) {
  const { client } = useHost()
  const { attempt } = useNotify()
  const cache = useQueryClient()
  const run = (call: () => Promise<unknown>) =>
    attempt(async () => {
      await call()
      await cache.invalidateQueries({ queryKey: keys.finetune })
    })
  return {
    begin: (choice: { name: string; preset: FinetunePreset; base: string }) =>
      run(() => client['finetune.begin']({ id, ...choice })),
    pause: (paused: boolean) => run(() => client['finetune.pause']({ id, paused })),
    finish: () => run(() => client['finetune.finish']({ id })),
    discard: () => run(() => client['finetune.discard']({ id })),
  }
}
