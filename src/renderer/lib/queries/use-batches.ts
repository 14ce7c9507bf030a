import { useQuery } from '@tanstack/react-query'
import type { Batch } from '../../../shared/contract/app.ts'
import { isFinal, type JobState, jobStates } from '../../../shared/jobs.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

export function useBatches(): readonly Batch[] {
  const { client } = useHost()
  const { data } = useQuery({
    queryKey: keys.batches,
    queryFn: async () => (await client['batches.list']({})).batches,
  })
  return data ?? []
}

/** Jobs of a batch that are in one of the states, at most `limit`. */
export function useJobs(batch: number, states: JobState[], limit: number) {
  const { client } = useHost()
  return useQuery({
    queryKey: [...keys.jobs(batch), states, limit],
    queryFn: async () => (await client['batches.jobs']({ batch, states, limit })).jobs,
  })
}

export interface Progress {
  done: number
  total: number
  failed: number
  running: boolean
}

export function progressOf({ counts, searching }: Batch): Progress {
  const sum = (states: readonly JobState[]) =>
    states.reduce((total, state) => total + (counts[state] ?? 0), 0)
  const total = sum(jobStates)
  const done = sum(jobStates.filter(isFinal))
  return { done, total, failed: counts.failed ?? 0, running: searching || done < total }
}
