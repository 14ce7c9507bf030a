import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unadjust } from '../../../../shared/colour/adjust.ts'
import { labToSrgb } from '../../../../shared/colour/lab.ts'
import type { GivenColour } from '../../../../shared/colours-of-hints.ts'
import { longestHintName, type Place } from '../../../../shared/contract/engine.ts'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { cssColour } from '../../../lib/colours/css-colour.ts'
import { patchColour } from '../../../lib/colours/patch.ts'
import { useColourWords } from '../../../lib/colours/use-colour-words.ts'
import { photoName } from '../../../lib/photo-name.ts'
import { arrowStep } from './arrow-step.ts'
import styles from './other-photos.module.css'
import { usePainting } from './paint.tsx'
import { onPhoto } from './places.ts'
import { usePhotoInColour } from './use-photo-in-colour.ts'

/** Side of the square whose mean is taken, as a fraction of the short side. */
const patch = 1 / 64
/** What a* and b* of a hint go to. */
const most = 128

interface PhotoEyedropperProps {
  photo: PhotoCell
  onTake: (colour: GivenColour) => void
}

/** A photo as it looks now; a click, or the crosshair of the arrow keys and Enter, takes the colour there. */
export function PhotoEyedropper({ photo, onTake }: PhotoEyedropperProps) {
  const { t } = useTranslation()
  const { sliders } = usePainting()
  const wordsOf = useColourWords()
  const shown = usePhotoInColour(photo)
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>({ x: 0.5, y: 0.5 })
  useEffect(() => {
    if (!shown || !canvas.current) return
    canvas.current.width = shown.pixels.width
    canvas.current.height = shown.pixels.height
    canvas.current.getContext('2d')?.putImageData(shown.pixels, 0, 0)
    frame.current?.focus({ preventScroll: true })
  }, [shown])

  if (shown === undefined) return <p role="status">{t('common.loading')}</p>
  if (shown === null) return <p role="status">{t('develop.otherPhotos.unseen')}</p>
  const lab = patchColour(shown.pixels, place, patch)
  const [l, a, b] = lab
  const words = wordsOf({ a, b }, l)
  const take = (there: Place) => {
    const [, takenA, takenB] = patchColour(shown.pixels, there, patch)
    // As it looks over there, whatever the sliders do here.
    const taken = unadjust({ a: takenA, b: takenB }, sliders)
    const name = photoName(t, photo).slice(0, longestHintName).trim()
    onTake({ a: within(taken.a), b: within(taken.b), name })
  }
  const under = (event: MouseEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect()
    return onPhoto({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrowStep(event)
    if (by) setPlace(({ x, y }) => onPhoto({ x: x + by.x, y: y + by.y }))
    else if (event.key === 'Enter') take(place)
    else return
    event.preventDefault()
  }
  const { width, height } = shown.pixels
  const shape = { aspectRatio: `${width} / ${height}`, maxWidth: `calc(62vh * ${width / height})` }
  if (!shown.isInColour) {
    return (
      <>
        <div className={styles.frame} style={shape}>
          <canvas ref={canvas} />
        </div>
        <p role="status">{t('develop.otherPhotos.grey')}</p>
      </>
    )
  }
  return (
    <>
      <div
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={t('develop.otherPhotos.spot')}
        aria-valuenow={Math.round(Math.hypot(a, b))}
        aria-valuetext={words}
        className={styles.frame}
        style={{ ...shape, cursor: 'crosshair' }}
        onPointerMove={(event) => setPlace(under(event))}
        onClick={(event) => take(under(event))}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
        <span className={styles.crosshair} style={{ left: `${100 * place.x}%`, top: `${100 * place.y}%` }} />
      </div>
      <p className={styles.taken}>
        <span className={styles.dot} style={{ background: cssColour(labToSrgb(lab)) }} />
        {words}
      </p>
      <p className={styles.quiet}>{t('develop.otherPhotos.how')}</p>
    </>
  )
}

/** A hint's a* or b*: at most what its schema takes, and no finer than anybody sees. */
function within(value: number): number {
  return Math.round(100 * Math.min(most, Math.max(-most, value))) / 100
}
