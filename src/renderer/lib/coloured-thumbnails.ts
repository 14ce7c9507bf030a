import type { QueryClient } from '@tanstack/react-query'
import type { PhotoCell } from '../../shared/contract/library.ts'
import { Compositor } from './gl/compositor.ts'
import type { Host } from './host.ts'
import { loadBitmap } from './load-bitmap.ts'
import { coloursQuery, versionsQuery } from './queries/versions.ts'

/** About a quarter of a megabyte each. */
const kept = 300

const painted = new Map<string, ImageBitmap>()
let painter: { canvas: OffscreenCanvas; compositor: Compositor } | undefined

/**
 * The current version of a photo at the size of its thumbnail, composed here as Develop does it, so
 * that a slider moved there shows here at once. `undefined` without a version, without WebGL2, or when
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
    if (!version || signal.aborted) return undefined
    const { adjustments } = version.recipe
    const name = [photo.hash, version.map, ...Object.values(adjustments)].join(' ')
    const known = painted.get(name)
    if (known) return known
    const [colours, picture] = await Promise.all([
      cache.fetchQuery(coloursQuery(host.client, version)),
      loadBitmap(host.resource({ kind: 'thumb', hash: photo.hash }), signal),
    ])
    painter ??= createPainter()
    const { canvas, compositor } = painter
    canvas.width = picture.width
    canvas.height = picture.height
    const texture = compositor.createTexture(picture)
    compositor.setColours(colours)
    const whole = [0, 0, picture.width, picture.height] as const
    compositor.draw(
      [{ photo: whole, clip: whole, coloured: true }],
      [{ texture, part: [0, 0, 1, 1] }],
      adjustments,
    )
    compositor.deleteTexture(texture)
    return keep(name, canvas.transferToImageBitmap())
  } catch {
    return undefined
  }
}

function createPainter() {
  const canvas = new OffscreenCanvas(1, 1)
  return { canvas, compositor: new Compositor(canvas) }
}

/** The oldest go first. */
function keep(name: string, bitmap: ImageBitmap): ImageBitmap {
  painted.set(name, bitmap)
  for (const [oldest, old] of painted) {
    if (painted.size <= kept) break
    painted.delete(oldest)
    old.close()
  }
  return bitmap
}
