import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PhotoCell, PhotoQuery } from '../../../shared/contract/library.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

const pageSize = 500

export interface Photos {
  /** Those loaded so far, in order. */
  photos: readonly PhotoCell[]
  total: number
  /** Nothing is known yet. */
  pending: boolean
  /** Loads the next page, unless it is on its way or there is none. */
  more: () => void
}

/** Photos of a query, page after page by cursor: the list grows as it is scrolled. */
export function usePhotos(query: PhotoQuery): Photos {
  const { client } = useHost()
  const pages = useInfiniteQuery({
    queryKey: keys.photos(query),
    queryFn: ({ pageParam }) =>
      client['photos.page']({ query, limit: pageSize, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
  const photos = useMemo(() => pages.data?.pages.flatMap((page) => page.photos) ?? [], [pages.data])
  return {
    photos,
    total: pages.data?.pages.at(-1)?.total ?? 0,
    pending: pages.isPending,
    more: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
    },
  }
}

/** Photos of each month, `null` for those without a date. */
export function useMonths(query: PhotoQuery): ReadonlyMap<string | null, number> {
  const { client } = useHost()
  const { data } = useQuery({
    queryKey: keys.months(query),
    queryFn: () => client['photos.months']({ query }),
    placeholderData: keepPreviousData,
  })
  return useMemo(() => new Map(data?.months.map(({ month, photos }) => [month, photos])), [data])
}

export function usePhoto(id: number | undefined) {
  const { client } = useHost()
  return useQuery({
    queryKey: keys.photo(id ?? 0),
    queryFn: () => client['photos.get']({ id: id ?? 0 }),
    enabled: id !== undefined,
  })
}
