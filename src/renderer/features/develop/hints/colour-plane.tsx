import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { adjust, painted } from '../../../../shared/colour/adjust.ts'
import { isInGamut } from '../../../../shared/colour/gamut.ts'
import { type Ab, labToLinear } from '../../../../shared/colour/lab.ts'
import type { Sliders } from '../../../../shared/colour/sliders.ts'
import { useNextFrame } from '../../../lib/use-next-frame.ts'
import styles from './hint-picker.module.css'

/** Pixels of a side; the eye sees no finer steps of hue. */
const side = 99

/** What a* and b* of a hint go to. */
const most = 128

interface ColourPlaneProps {
  l: number
  sliders: Sliders
  colour: Ab | undefined
  onDrag: (colour: Ab) => void
  onSettle: (colour: Ab) => void
}

/** Every colour that sRGB has at one lightness, as it is painted: a* to the right, b* upwards. */
export function ColourPlane({ l, sliders, colour = { a: 0, b: 0 }, onDrag, onSettle }: ColourPlaneProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const next = useNextFrame()
  const reach = useMemo(() => reachOf(l, sliders), [l, sliders])
  useEffect(() => paint(canvas.current, l, sliders, reach), [l, sliders, reach])
  const fitted = (a: number, b: number): Ab => {
    const wanted = Math.hypot(a, b)
    const share = Math.min(1, chromaTo(l, sliders, Math.atan2(b, a)) / (wanted || 1))
    return { a: share * a, b: share * b }
  }
  const under = (event: PointerEvent<HTMLElement>): Ab => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width
    const y = (event.clientY - box.top) / box.height
    return fitted((2 * x - 1) * reach, (1 - 2 * y) * reach)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 10 : 2
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[
      event.key
    ]
    if (!by) return
    event.preventDefault()
    onSettle(fitted(colour.a + by[0], colour.b + by[1]))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('develop.hints.plane')}
      aria-valuenow={Math.round(Math.hypot(colour.a, colour.b))}
      aria-valuetext={t('develop.swatches.custom', { a: Math.round(colour.a), b: Math.round(colour.b) })}
      className={styles.plane}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        onDrag(under(event))
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        const there = under(event)
        next.ask(() => onDrag(there))
      }}
      onPointerUp={(event) => {
        next.drop()
        onSettle(under(event))
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} width={side} height={side} />
      <span
        className={styles.mark}
        style={{
          left: `${(colour.a / reach + 1) * 50}%`,
          top: `${(1 - colour.b / reach) * 50}%`,
        }}
      />
    </div>
  )
}

function isShown(l: number, a: number, b: number, sliders: Sliders): boolean {
  return isInGamut(labToLinear(adjust([l, a, b], sliders)))
}

/** The largest chroma of a hue, in radians, that loses nothing when it is painted. */
function chromaTo(l: number, sliders: Sliders, hue: number): number {
  let inside = 0
  let outside = most
  if (isShown(l, outside * Math.cos(hue), outside * Math.sin(hue), sliders)) return most
  for (let step = 0; step < 20; step++) {
    const middle = (inside + outside) / 2
    if (isShown(l, middle * Math.cos(hue), middle * Math.sin(hue), sliders)) inside = middle
    else outside = middle
  }
  return inside
}

/** How far from grey a* or b* can go at a lightness. */
function reachOf(l: number, sliders: Sliders): number {
  const hues = Array.from({ length: 72 }, (_, step) => (step * Math.PI) / 36)
  return Math.min(most, 1.05 * Math.max(1, ...hues.map((hue) => chromaTo(l, sliders, hue))))
}

/** What sRGB cannot show stays empty. */
function paint(canvas: HTMLCanvasElement | null, l: number, sliders: Sliders, reach: number): void {
  const context = canvas?.getContext('2d')
  if (!context) return
  const image = context.createImageData(side, side)
  for (let i = 0; i < side * side; i++) {
    const a = ((2 * ((i % side) + 0.5)) / side - 1) * reach
    const b = (1 - (2 * (Math.floor(i / side) + 0.5)) / side) * reach
    if (!isShown(l, a, b, sliders)) continue
    image.data.set([...painted([l, a, b], sliders).map((value) => value * 255), 255], 4 * i)
  }
  context.putImageData(image, 0, 0)
}
