import { useQuery } from '@tanstack/react-query'
import type { FinetuneRun } from '../../../shared/contract/finetune.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

/** The run of fine-tuning that there is; `undefined` until core has answered. */
export function useFinetuneRun(): FinetuneRun | null | undefined {
  const { client } = useHost()
  const { data } = useQuery({
    queryKey: keys.finetune,
    queryFn: async () => (await client['finetune.current']({})).run,
  })
  return data
}

const working: readonly FinetuneRun['state'][] = ['training', 'waiting', 'paused']

/** It learns, or would if it were let. */
export function isUnderWay({ state }: FinetuneRun): boolean {
  return working.includes(state)
}
