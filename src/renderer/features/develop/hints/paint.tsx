import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { painted } from '../../../../shared/colour/adjust.ts'
import type { Ab } from '../../../../shared/colour/lab.ts'
import { usualLightness } from '../../../../shared/colour/nearest.ts'
import type { Sliders } from '../../../../shared/colour/sliders.ts'
import type { Hint } from '../../../../shared/contract/engine.ts'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { usualAdjustments } from '../../../../shared/recipe.ts'
import { cssColour } from '../../../lib/colours/css-colour.ts'
import { type Pixels, patchColour } from '../../../lib/colours/patch.ts'
import { useHost } from '../../../lib/host/host-context.tsx'
import { loadBitmap } from '../../../lib/picture/load-bitmap.ts'
import { readPixels } from '../../../lib/picture/read-pixels.ts'
import { median, placesAlong } from './along.ts'

/** L* where a photo's own cannot be had. */
const middleGrey = 55
/** Side of the square whose lightness counts: a cell of the colours at the usual size of the network. */
const cell = 1 / 128

/** A pin, or a stroke, of which the median along it counts. */
type Under = Pick<Hint, 'x' | 'y' | 'path'>

export interface Painting {
  sliders: Sliders
  /** L* of the photo itself under a hint, which composition keeps; `undefined` until its picture has come. */
  lightnessUnder: (mark: Under) => number | undefined
  /** A colour as it comes out where it is given, as a CSS colour. */
  paint: (colour: Ab, mark: Under) => string
  /** A colour that lies on no photo. */
  paintAlone: (colour: Ab) => string
}

const PaintingContext = createContext<Painting>({
  sliders: usualAdjustments,
  lightnessUnder: () => undefined,
  paint: () => 'transparent',
  paintAlone: (colour) => paintedAlone(colour, usualAdjustments),
})

/** A colour that lies on no photo, as light as what it is like. */
export function paintedAlone(colour: Ab, sliders: Sliders): string {
  return cssColour(painted([usualLightness(colour), colour.a, colour.b], sliders))
}

interface PaintProviderProps {
  photo: PhotoCell
  adjustments: Sliders
  children: ReactNode
}

/** Lets what shows a hint's colour show what composition makes of it: same lightness, same sliders, same gamut. */
export function PaintProvider({ photo, adjustments, children }: PaintProviderProps) {
  const pixels = usePreviewPixels(photo)
  const painting = useMemo<Painting>(() => {
    const measured = new WeakMap<Under, number>()
    const measure = (mark: Under, from: Pixels) => {
      const found = median(placesAlong(mark).map((place) => patchColour(from, place, cell)[0]))
      measured.set(mark, found)
      return found
    }
    const lightnessUnder = (mark: Under) =>
      pixels === null ? middleGrey : pixels && (measured.get(mark) ?? measure(mark, pixels))
    return {
      sliders: adjustments,
      lightnessUnder,
      paint: ({ a, b }, mark) => cssColour(painted([lightnessUnder(mark) ?? middleGrey, a, b], adjustments)),
      paintAlone: (colour) => paintedAlone(colour, adjustments),
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
