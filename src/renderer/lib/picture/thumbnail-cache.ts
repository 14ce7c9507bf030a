import type { QueryClient } from '@tanstack/react-query'
import type { PhotoCell } from '../../../shared/contract/library.ts'
import type { Host } from '../host/host.ts'
import { coloursQuery, versionsQuery } from '../queries/use-versions.ts'
import { loadBitmap } from './load-bitmap.ts'
import { paintSmall } from './thumbnail-painter.ts'

/** About a quarter of a megabyte each. */
const kept = 300

const painted = new Map<string, ImageBitmap>()

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
    return keep(name, paintSmall(picture, colours, adjustments))
  } catch {
    return undefined
  }
}

/** The oldest go first. */
function keep(name: string, bitmap: ImageBitmap): ImageBitmap {
  painted.set(name, bitmap)
  for (const oldest of painted.keys()) {
    if (painted.size <= kept) break
    // Not closed: a cell may be about to draw it.
    painted.delete(oldest)
  }
  return bitmap
}
