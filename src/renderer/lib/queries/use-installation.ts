import { useQuery } from '@tanstack/react-query'
import type { Model } from '../../../shared/contract/app.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

export function useModels() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.models, queryFn: async () => (await client['models.list']({})).models })
}

/** A model by its id; `undefined` until core has answered, and for one that is no longer installed. */
export function useModel(id: string): Model | undefined {
  return useModels().data?.find((model) => model.id === id)
}

export function useEngine() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.engine, queryFn: () => client['engine.info']({}) })
}

export function useLibraryInfo() {
  const { client } = useHost()
  return useQuery({
    queryKey: keys.library,
    queryFn: () => client['library.info']({}),
    // Its figures change with every photo, and nobody tells of that: whoever looks asks anew.
    staleTime: 0,
  })
}
