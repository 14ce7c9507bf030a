import { useQuery } from '@tanstack/react-query'
import type { Palette } from '../../../shared/contract/palette.ts'
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

/** All palettes, by name. */
export function usePalettes(): readonly Palette[] {
  const { client } = useHost()
  const { data } = useQuery({
    queryKey: keys.palettes,
    queryFn: async () => (await client['palettes.list']({})).palettes,
  })
  return data ?? []
}

export function useTags() {
  const { client } = useHost()
  return useQuery({ queryKey: keys.tags, queryFn: async () => (await client['tags.list']({})).tags })
}
