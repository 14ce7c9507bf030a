import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fitToGamut, isInGamut } from '../../../../shared/colour/gamut.ts'
import { labToLinear, labToSrgb } from '../../../../shared/colour/lab.ts'
import styles from './hint-picker.module.css'

/** Pixels of a side; the eye sees no finer steps of hue. */
const side = 99

type Colour = { a: number; b: number }

interface ColourPlaneProps {
  l: number
  colour: Colour | undefined
  onDrag: (colour: Colour) => void
  onSettle: (colour: Colour) => void
}

/** Every colour that sRGB has at one lightness: a* to the right, b* upwards. */
export function ColourPlane({ l, colour = { a: 0, b: 0 }, onDrag, onSettle }: ColourPlaneProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const reach = useMemo(() => reachOf(l), [l])
  useEffect(() => paint(canvas.current, l, reach), [l, reach])
  const fitted = (a: number, b: number): Colour => {
    const [, fitA, fitB] = fitToGamut([l, a, b])
    return { a: fitA, b: fitB }
  }
  const under = (event: PointerEvent<HTMLElement>): Colour => {
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
      onPointerMove={(event) =>
        event.currentTarget.hasPointerCapture(event.pointerId) && onDrag(under(event))
      }
      onPointerUp={(event) => onSettle(under(event))}
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

/** How far from grey a* or b* can go at a lightness. */
function reachOf(l: number): number {
  const hues = Array.from({ length: 72 }, (_, step) => (step * Math.PI) / 36)
  const sides = hues.flatMap((hue) => fitToGamut([l, 140 * Math.cos(hue), 140 * Math.sin(hue)]).slice(1))
  return 1.05 * Math.max(1, ...sides.map(Math.abs))
}

/** What sRGB cannot show stays empty. */
function paint(canvas: HTMLCanvasElement | null, l: number, reach: number): void {
  const context = canvas?.getContext('2d')
  if (!context) return
  const image = context.createImageData(side, side)
  for (let i = 0; i < side * side; i++) {
    const a = ((2 * ((i % side) + 0.5)) / side - 1) * reach
    const b = (1 - (2 * (Math.floor(i / side) + 0.5)) / side) * reach
    if (!isInGamut(labToLinear([l, a, b]))) continue
    image.data.set([...labToSrgb([l, a, b]).map((value) => value * 255), 255], 4 * i)
  }
  context.putImageData(image, 0, 0)
}
