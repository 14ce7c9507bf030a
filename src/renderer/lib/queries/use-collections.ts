import { useQuery } from '@tanstack/react-query'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

export function useAlbums() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.albums, queryFn: async () => (await client['albums.list']({})).albums })
}

export function useFolders() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.folders, queryFn: async () => (await client['folders.list']({})).folders })
}

export function useTags() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.tags, queryFn: async () => (await client['tags.list']({})).tags })
}
