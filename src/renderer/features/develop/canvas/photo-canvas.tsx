import { type KeyboardEvent, type RefObject, useId, useLayoutEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoCell } from '../../../../shared/contract/library.ts'
import { photoName } from '../../../lib/photo-name.ts'
import type { Development } from '../development/use-development.ts'
import { BrushCircle } from '../hints/brush-circle.tsx'
import { Pins } from '../hints/pins.tsx'
import { Strokes } from '../hints/strokes.tsx'
import { useDrawing } from '../hints/use-drawing.ts'
import type { HintEditing } from '../hints/use-hints.ts'
import type { Tools } from '../hints/use-tools.ts'
import { type Comparison, paneSize, panesOf } from './compare.ts'
import { Divider } from './divider.tsx'
import styles from './photo-canvas.module.css'
import { useAgainst } from './use-against.ts'
import { useCompositor } from './use-compositor.ts'
import { useStagePointer } from './use-stage-pointer.ts'
import { usePieces } from './use-textures.ts'
import type { ViewControl } from './use-view.ts'
import { placement, type Size, toPhoto } from './view.ts'

interface PhotoCanvasProps {
  stage: RefObject<HTMLDivElement | null>
  size: Size
  photo: PhotoCell
  development: Development
  hints: HintEditing
  tools: Tools
  comparison: Comparison
  onDivider: (at: number) => void
  control: ViewControl
}

/** The photo in the middle of everything: composed, compared, zoomed, and pinned with hints. */
export function PhotoCanvas(props: PhotoCanvasProps) {
  const { stage, size, photo, development, hints, tools, comparison, onDivider, control } = props
  const { t } = useTranslation()
  const keysId = useId()
  const painter = useCompositor(stage)
  const pane = paneSize(size, comparison.mode)
  const { pieces, ready } = usePieces(painter, photo, control.view, pane)
  const { map } = development.colours
  const { adjustments } = development.basis

  const against = useAgainst(development.versions, comparison)

  useLayoutEffect(() => painter?.compositor.setColours(map), [painter, map])
  useLayoutEffect(() => painter?.compositor.setColours(against?.map, 1), [painter, against?.map])
  useLayoutEffect(() => {
    if (!painter) return
    const { canvas, compositor } = painter
    const width = Math.round(size.width * devicePixelRatio)
    const height = Math.round(size.height * devicePixelRatio)
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    const panes = panesOf(control.view, photo, size, comparison, devicePixelRatio)
    compositor.draw(panes, pieces, [adjustments, against?.version.recipe.adjustments ?? adjustments])
  })

  /** Where the right-hand pane begins. */
  const offset = comparison.mode === 'side' ? pane.width : 0
  const toPane = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const box = stage.current?.getBoundingClientRect()
    const x = clientX - (box?.left ?? 0)
    return { x: x >= offset ? x - offset : x, y: clientY - (box?.top ?? 0) }
  }
  const drawing = useDrawing(hints, tools, photo)
  const pointer = useStagePointer(stage, {
    control,
    toPane,
    toPlace: (point) => toPhoto(control.view, point, photo, pane),
    drawing,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return
    // Or the rest of this stroke would go to the picker, which has the focus by then.
    event.preventDefault()
    if (event.repeat) return
    drawing.click({ x: control.view.x, y: control.view.y })
  }
  const [left, top, width, height] = placement(control.view, photo, pane)
  const place = { left: left + offset, top, width, height }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas with pins in it is a group and takes keys of its own
    <div
      ref={stage}
      role="group"
      aria-label={t('develop.canvas', { name: photoName(t, photo) })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: Enter drops a hint in the middle
      tabIndex={0}
      aria-keyshortcuts="Enter"
      aria-describedby={keysId}
      className={styles.stage}
      data-tool={tools.tool}
      data-panning={pointer.panning || undefined}
      data-taking={hints.taking || undefined}
      onPointerDown={pointer.onPointerDown}
      onPointerMove={pointer.onPointerMove}
      onPointerUp={pointer.onPointerUp}
      onPointerCancel={pointer.onPointerUp}
      onKeyDown={onKeyDown}
    >
      <p id={keysId} hidden>
        {t('develop.hints.keysPhoto')}
      </p>
      {painter === null && <p className={styles.message}>{t('develop.noWebgl')}</p>}
      {painter && !ready && <p className={styles.message}>{t('common.loading')}</p>}
      {comparison.mode === 'slider' && (
        <Divider at={comparison.divider} left={against?.version.name} onMove={onDivider} />
      )}
      {comparison.mode === 'side' && (
        <>
          <span className={styles.label}>{against?.version.name ?? t('develop.original')}</span>
          <span className={styles.label} style={{ left: offset + 8 }}>
            {t('develop.coloured')}
          </span>
        </>
      )}
      {hints.taking && <span className={styles.label}>{t('develop.hints.eyedropperActive')}</span>}
      {!comparison.held && (
        <>
          <Strokes hints={hints} place={place} drawn={drawing.line} />
          <Pins hints={hints} place={place} />
        </>
      )}
      {(drawing.drag || hints.hand.held) && !pointer.panning && (
        <BrushCircle
          stage={stage}
          radius={drawing.radius * Math.min(width, height)}
          held={hints.hand.held?.colour}
        />
      )}
    </div>
  )
}
