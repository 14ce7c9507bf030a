import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Settings, settingsSchema } from '../../../shared/contract/library.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

const defaults: Settings = settingsSchema.parse({})

/** The user's settings; the defaults until core has answered. */
export function useSettings(): Settings {
  const { client } = useHost()
  const { data } = useQuery({ queryKey: keys.settings, queryFn: () => client['settings.get']({}) })
  return data ?? defaults
}

/** Changes settings at once on the screen and then in core, which has the last word. */
export function useChangeSettings(): (change: Partial<Settings>) => void {
  const { client } = useHost()
  const cache = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Settings>) => client['settings.set'](change),
    onMutate: (change) =>
      cache.setQueryData<Settings>(keys.settings, (current) => ({ ...(current ?? defaults), ...change })),
    onSuccess: (settings) => cache.setQueryData(keys.settings, settings),
    onError: () => cache.invalidateQueries({ queryKey: keys.settings }),
  })
  return mutate
}
