import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { painted } from '../../../../shared/colour/adjust.ts'
import type { Ab } from '../../../../shared/colour/lab.ts'
import type { Sliders } from '../../../../shared/colour/sliders.ts'
import type { Place } from '../../../../shared/contract/engine.ts'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { usualAdjustments } from '../../../../shared/recipe.ts'
import { cssColour } from '../../../lib/colours/css-colour.ts'
import { type Pixels, patchColour } from '../../../lib/colours/patch.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { loadBitmap } from '../../../lib/picture/load-bitmap.ts'
import { readPixels } from '../../../lib/picture/read-pixels.ts'

/** L* where a photo's own cannot be had. */
const middleGrey = 55
/** Side of the square whose lightness counts: a cell of the colours at the usual size of the network. */
const cell = 1 / 128

export interface Painting {
  sliders: Sliders
  /** L* of the photo itself, which composition keeps; `undefined` until its picture has come. */
  lightnessAt: (place: Place) => number | undefined
  /** A colour as it comes out where it is given, as a CSS colour. */
  paint: (colour: Ab, place: Place) => string
}

const PaintingContext = createContext<Painting>({
  sliders: usualAdjustments,
  lightnessAt: () => undefined,
  paint: () => 'transparent',
})

interface PaintProviderProps {
  photo: PhotoCell
  adjustments: Sliders
  children: ReactNode
}

/** Lets what shows a hint's colour show what composition makes of it: same lightness, same sliders, same gamut. */
export function PaintProvider({ photo, adjustments, children }: PaintProviderProps) {
  const pixels = usePreviewPixels(photo)
  const painting = useMemo<Painting>(() => {
    const lightnessAt = (place: Place) =>
      pixels === null ? middleGrey : pixels && patchColour(pixels, place, cell)[0]
    return {
      sliders: adjustments,
      lightnessAt,
      paint: ({ a, b }, place) => cssColour(painted([lightnessAt(place) ?? middleGrey, a, b], adjustments)),
    }
  }, [pixels, adjustments])
  return <PaintingContext value={painting}>{children}</PaintingContext>
}

export function usePainting(): Painting {
  return useContext(PaintingContext)
}

/** The picture that the screen is composed of; `undefined` until it is there, `null` where it cannot be had. */
function usePreviewPixels({ id, picture }: PhotoCell): Pixels | null | undefined {
  const host = useHost()
  const [pixels, setPixels] = useState<Pixels | null>()
  useEffect(() => {
    const left = new AbortController()
    loadBitmap(host.resource({ kind: 'preview', photo: id, picture }), left.signal).then(
      (bitmap) => {
        if (!left.signal.aborted) setPixels(readPixels(bitmap))
        bitmap.close()
      },
      // The canvas says why.
      () => left.signal.aborted || setPixels(null),
    )
    return () => {
      left.abort()
      setPixels(undefined)
    }
  }, [host, id, picture])
  return pixels
}
