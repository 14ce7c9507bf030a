import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { loadBitmap } from '../../../lib/picture/load-bitmap.ts'
import { readPixels } from '../../../lib/picture/read-pixels.ts'
import { paintSmall } from '../../../lib/picture/thumbnail-painter.ts'
import { coloursQuery, versionsQuery } from '../../../lib/queries/use-versions.ts'

/** One that nobody has looked at may be in colour. */
const monochrome: ReadonlySet<PhotoCell['colour']> = new Set(['grey', 'toned'])

export interface PhotoInColour {
  pixels: ImageData
  /** It has colours of things: a tone that all of an old print has is none. */
  isInColour: boolean
}

/** The preview of a photo in the colours of its current version, else as it is; `null` where it cannot be had. */
export function usePhotoInColour(photo: PhotoCell): PhotoInColour | null | undefined {
  const host = useHost()
  const cache = useQueryClient()
  const [shown, setShown] = useState<PhotoInColour | null>()
  useEffect(() => {
    const left = new AbortController()
    const load = async (): Promise<PhotoInColour> => {
      const address = host.resource({ kind: 'preview', photo: photo.id, picture: photo.picture })
      const [bitmap, versions] = await Promise.all([
        loadBitmap(address, left.signal),
        cache.fetchQuery(versionsQuery(host.client, photo.id)),
      ])
      const version = versions.find(({ current }) => current)
      if (!version?.map) return { pixels: readPixels(bitmap), isInColour: !monochrome.has(photo.colour) }
      const colours = await cache.fetchQuery(coloursQuery(host.client, version))
      return { pixels: readPixels(paintSmall(bitmap, colours, version.recipe.adjustments)), isInColour: true }
    }
    load().then(
      (found) => left.signal.aborted || setShown(found),
      () => left.signal.aborted || setShown(null),
    )
    return () => left.abort()
  }, [host, cache, photo])
  return shown
}
