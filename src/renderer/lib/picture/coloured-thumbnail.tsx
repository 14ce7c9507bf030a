import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PhotoCell } from '../../../shared/contract/library.ts'
import { useHost } from '../host/host-context.tsx'
import { paintThumbnail } from './thumbnail-cache.ts'

/** A photo that is scrolled past is not worth colouring, ms. */
const glance = 80

/** The current version over the thumbnail of the original, as soon as it is painted. */
export function ColouredThumbnail({ photo }: { photo: PhotoCell }) {
  const host = useHost()
  const cache = useQueryClient()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [painted, setPainted] = useState<ImageBitmap>()
  useEffect(() => {
    const left = new AbortController()
    const timer = setTimeout(async () => {
      const bitmap = await paintThumbnail(host, cache, photo, left.signal)
      if (!left.signal.aborted) setPainted(bitmap)
    }, glance)
    return () => {
      left.abort()
      clearTimeout(timer)
    }
  }, [host, cache, photo])
  useEffect(() => {
    if (!painted || !canvas.current) return
    canvas.current.width = painted.width
    canvas.current.height = painted.height
    canvas.current.getContext('2d')?.drawImage(painted, 0, 0)
  }, [painted])
  return <canvas ref={canvas} hidden={!painted} aria-hidden />
}
