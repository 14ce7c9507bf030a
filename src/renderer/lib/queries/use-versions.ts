import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Host } from '../host/host.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

export function versionsQuery(client: Host['client'], photo: number) {
  return queryOptions({
    queryKey: keys.versions(photo),
    queryFn: async () => (await client['versions.list']({ photo })).versions,
  })
}

export function draftsQuery(client: Host['client'], photo: number) {
  return queryOptions({
    queryKey: keys.drafts(photo),
    queryFn: async () => (await client['drafts.list']({ photo })).drafts,
  })
}

/** The a*b* map of a version that has one; it never changes under its hash. */
export function coloursQuery(client: Host['client'], version: { id: number; map: string | null }) {
  return queryOptions({
    queryKey: keys.colours(version.id, version.map ?? ''),
    queryFn: async () => (await client['versions.ab']({ id: version.id })).ab,
    staleTime: Number.POSITIVE_INFINITY,
    // A quarter of a megabyte each: those out of sight need not stay long.
    gcTime: 30_000,
  })
}

export function useVersions(photo: number | undefined) {
  const { client } = useHost()
  return useQuery({ ...versionsQuery(client, photo ?? 0), enabled: photo !== undefined })
}
