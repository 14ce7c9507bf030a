import type { QueryClient } from '@tanstack/react-query'
import { LRUCache } from 'lru-cache'
import type { PhotoCell } from '../../../shared/contract/library.ts'
import type { Host } from '../host/host.ts'
import { coloursQuery, versionsQuery } from '../queries/use-versions.ts'
import { loadBitmap } from './load-bitmap.ts'
import { paintSmall } from './thumbnail-painter.ts'

/** About a quarter of a megabyte each. */
const kept = 300

/** Those that go are not closed: a cell may be about to draw one. */
const painted = new LRUCache<string, ImageBitmap>({ max: kept })

/**
 * The current version of a photo at the size of its thumbnail, composed here as Develop does it, so
 * that a slider moved there shows here at once. `undefined` without colours, without WebGL2, or when
 * something of it cannot be had: the grid then shows the original, and Develop says why.
 */
export async function paintThumbnail(
  host: Host,
  cache: QueryClient,
  photo: PhotoCell,
  signal: AbortSignal,
): Promise<ImageBitmap | undefined> {
  try {
    const versions = await cache.fetchQuery(versionsQuery(host.client, photo.id))
    const version = versions.find(({ current }) => current)
    if (!version?.map || signal.aborted) return undefined
    const { adjustments } = version.recipe
    const name = [photo.picture, version.map, ...Object.values(adjustments)].join(' ')
    const known = painted.get(name)
    if (known) return known
    const [colours, picture] = await Promise.all([
      cache.fetchQuery(coloursQuery(host.client, version)),
      loadBitmap(host.resource({ kind: 'thumb', photo: photo.id, picture: photo.picture }), signal),
    ])
    const bitmap = paintSmall(picture, colours, adjustments)
    painted.set(name, bitmap)
    return bitmap
  } catch {
    return undefined
  }
}
