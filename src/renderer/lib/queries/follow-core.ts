import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Batch } from '../../../shared/contract/app.ts'
import type { PhotoCell, PhotoDetail, PhotoQuery } from '../../../shared/contract/library.ts'
import type { WireError } from '../../../shared/errors.ts'
import type { Host } from '../host/host.ts'
import { useHost } from '../host/host-context.tsx'
import { keys } from './query-keys.ts'

/** Changes are gathered this long, ms: a batch tells of every photo. */
const gather = 400
/** More photos than these are asked for page by page. */
const fewPhotos = 20

/** Keeps what is on screen in step with what core tells. */
export function useFollowCore(onNotice: (error: WireError) => void): void {
  const host = useHost()
  const cache = useQueryClient()
  useEffect(() => {
    const photos = new ChangedPhotos(host, cache)
    const stale = (...names: (readonly unknown[])[]) => {
      for (const queryKey of names) void cache.invalidateQueries({ queryKey })
    }
    const ends = [
      host.on('photos.changed', ({ ids }) => photos.add(ids)),
      host.on('places.changed', () =>
        stale(keys.albums, keys.folders, keys.tags, keys.palettes, keys.photos(), keys.months()),
      ),
      host.on('batches.changed', ({ batches }) => {
        cache.setQueryData<Batch[]>(keys.batches, (known) => merge(known ?? [], batches))
        stale(keys.jobs())
      }),
      host.on('settings.changed', (settings) => cache.setQueryData(keys.settings, settings)),
      host.on('engine.changed', () => stale(keys.engine)),
      host.on('models.changed', () => stale(keys.models)),
      host.on('finetune.changed', ({ run }) => cache.setQueryData(keys.finetune, run)),
      host.on('notice', ({ error }) => onNotice(error)),
    ]
    return () => {
      photos.end()
      for (const end of ends) end()
    }
  }, [host, cache, onNotice])
}

/** Newest first, as core lists them. */
function merge(known: readonly Batch[], changed: readonly Batch[]): Batch[] {
  const all = new Map([...known, ...changed].map((batch) => [batch.id, batch]))
  return [...all.values()].sort((a, b) => b.id - a.id)
}

class ChangedPhotos {
  readonly #host: Host
  readonly #cache: QueryClient
  #ids = new Set<number>()
  #many = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(host: Host, cache: QueryClient) {
    this.#host = host
    this.#cache = cache
  }

  add(ids: readonly number[] | undefined): void {
    if (ids) for (const id of ids) this.#ids.add(id)
    else this.#many = true
    this.#timer ??= setTimeout(() => void this.#flush(), gather)
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  async #flush(): Promise<void> {
    const ids = [...this.#ids]
    const many = this.#many || ids.length > fewPhotos
    this.#ids = new Set()
    this.#many = false
    this.#timer = undefined
    const stale = (queryKey: readonly unknown[]) => this.#cache.invalidateQueries({ queryKey })
    if (many) {
      await Promise.all(
        [keys.photos(), keys.months(), keys.photo(), keys.versions(), keys.drafts()].map(stale),
      )
      return
    }
    await Promise.all(ids.map((id) => this.#refresh(id)))
    // Which photos a filter or a search holds may have changed; "all" holds them whatever their state.
    await this.#cache.invalidateQueries({
      queryKey: keys.photos(),
      predicate: ({ queryKey }) => {
        const query = queryKey[1] as PhotoQuery
        return query.smart !== 'all' || query.search !== undefined
      },
    })
  }

  async #refresh(id: number): Promise<void> {
    void this.#cache.invalidateQueries({ queryKey: keys.versions(id) })
    void this.#cache.invalidateQueries({ queryKey: keys.drafts(id) })
    const photo = await this.#host.client['photos.get']({ id }).catch(() => undefined)
    if (!photo) return void this.#cache.invalidateQueries({ queryKey: keys.photos() })
    this.#cache.setQueryData<PhotoDetail>(keys.photo(id), photo)
    this.#cache.setQueriesData<InfiniteData<{ photos: PhotoCell[] }>>({ queryKey: keys.photos() }, (data) =>
      data ? replacePhoto(data, photo) : data,
    )
  }
}

function replacePhoto<Page extends { photos: PhotoCell[] }>(
  data: InfiniteData<Page>,
  photo: PhotoCell,
): InfiniteData<Page> {
  const holds = (page: Page) => page.photos.some(({ id }) => id === photo.id)
  if (!data.pages.some(holds)) return data
  const pages = data.pages.map((page) =>
    holds(page) ? { ...page, photos: page.photos.map((one) => (one.id === photo.id ? photo : one)) } : page,
  )
  return { ...data, pages }
}
