import PQueue from 'p-queue'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import type { Host } from '../../../lib/host/host.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import type { Piece } from '../../../lib/picture/compositor.ts'
import { loadBitmap } from '../../../lib/picture/load-bitmap.ts'
import { useNotify } from '../../../ui/notices.tsx'
import { type Tile, tilesInView } from './tiles.ts'
import type { Painter } from './use-compositor.ts'
import type { Size, View } from './view.ts'

/** A tile takes 1.4 MB of graphics memory with its smaller copies. */
const keptTiles = 64
const atOnce = 4

interface Pieces {
  pieces: readonly Piece[]
  /** The preview has come. */
  ready: boolean
}

/** The photo as textures: its preview, and beyond the preview's sharpness the tiles in view. */
export function usePieces(
  painter: Painter | null | undefined,
  photo: PhotoCell,
  view: View,
  pane: Size,
): Pieces {
  const host = useHost()
  const { fail } = useNotify()
  const [preview, setPreview] = useState<Piece & { width: number }>()
  const { id, picture } = photo
  useEffect(() => {
    if (!painter) return
    const left = new AbortController()
    loadBitmap(host.resource({ kind: 'preview', photo: id, picture }), left.signal).then(
      (bitmap) => {
        if (left.signal.aborted) return
        setPreview({
          texture: painter.compositor.createTexture(bitmap),
          part: [0, 0, 1, 1],
          width: bitmap.width,
        })
        bitmap.close()
      },
      (error) => !left.signal.aborted && fail(error),
    )
    return () => {
      left.abort()
      setPreview(undefined)
    }
  }, [painter, host, id, picture, fail])

  const tiles = useTiles(
    painter,
    host,
    photo,
    preview ? tilesInView(view, photo, pane, devicePixelRatio, preview.width) : [],
  )
  const pieces = useMemo(() => (preview ? [preview, ...tiles] : []), [preview, tiles])
  return { pieces, ready: preview !== undefined }
}

/** Textures of the wanted tiles, as they come; those no longer wanted stay for a while. */
function useTiles(
  painter: Painter | null | undefined,
  host: Host,
  photo: PhotoCell,
  wanted: readonly Tile[],
): readonly Piece[] {
  const known = useRef(new Map<string, Piece>())
  const loading = useRef(new Map<string, AbortController>())
  const queue = useMemo(() => painter && new PQueue({ concurrency: atOnce }), [painter])
  const [arrived, setArrived] = useState(0)
  const names = wanted.map(nameOf).join(';')

  // biome-ignore lint/correctness/useExhaustiveDependencies: another painter, other textures
  useEffect(() => {
    const tiles = known.current
    const requests = loading.current
    return () => {
      for (const request of requests.values()) request.abort()
      requests.clear()
      // The textures went with their compositor.
      tiles.clear()
    }
  }, [painter])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `names` stands for the wanted tiles
  useEffect(() => {
    if (!painter || !queue) return
    const wantedNames = new Set(wanted.map(nameOf))
    for (const [name, request] of loading.current) {
      if (!wantedNames.has(name)) {
        request.abort()
        loading.current.delete(name)
      }
    }
    const missing = wanted.filter(
      (tile) => !known.current.has(nameOf(tile)) && !loading.current.has(nameOf(tile)),
    )
    for (const tile of missing) {
      const name = nameOf(tile)
      const request = new AbortController()
      loading.current.set(name, request)
      const { level, x, y } = tile
      const address = host.resource({ kind: 'l-tile', photo: photo.id, picture: photo.picture, level, x, y })
      queue
        .add(() => loadBitmap(address, request.signal), { signal: request.signal })
        .then((bitmap) => {
          if (request.signal.aborted) return
          known.current.set(name, { texture: painter.compositor.createTexture(bitmap), part: tile.part })
          bitmap.close()
          forget(known.current, wantedNames, painter)
        })
        // A tile that does not come leaves the preview in sight, which is not wrong, only less sharp.
        .catch(() => {})
        .finally(() => {
          if (request.signal.aborted) return
          loading.current.delete(name)
          setArrived((count) => count + 1)
        })
    }
  }, [names, arrived, painter, host, photo.id, photo.picture, queue])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map changes with every arrival
  return useMemo(() => wanted.flatMap((tile) => known.current.get(nameOf(tile)) ?? []), [names, arrived])
}

function nameOf({ level, x, y }: Tile): string {
  return `${level}/${x}/${y}`
}

function forget(known: Map<string, Piece>, wanted: ReadonlySet<string>, painter: Painter): void {
  for (const [name, piece] of known) {
    if (known.size <= keptTiles) break
    if (wanted.has(name)) continue
    painter.compositor.deleteTexture(piece.texture)
    known.delete(name)
  }
}
