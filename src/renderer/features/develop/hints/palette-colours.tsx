import { ChevronDown, ChevronUp, GripVertical, X } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestHintName } from '../../../../shared/contract/engine.ts'
import type { Palette, PaletteColour } from '../../../../shared/contract/palette.ts'
import { usePaletteActions } from '../../../lib/actions/use-palette-actions.ts'
import { useWordsOfEach } from '../../../lib/colours/use-colour-words.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { NameField } from '../../../ui/name-field.tsx'
import { PaletteSwatch } from './palette-swatch.tsx'
import styles from './palettes-dialog.module.css'

/** The colours of a palette: to name, to change, to put in order by drag, button or key, and to take out. */
export function PaletteColours({ palette }: { palette: Palette }) {
  const { t } = useTranslation()
  const { setColours } = usePaletteActions()
  const { name: ofPalette, colours } = palette
  const words = useWordsOfEach()(colours)
  const list = useRef<HTMLUListElement>(null)
  const [dragged, setDragged] = useState<number>()
  const [told, setTold] = useState('')
  const follow = useFocusOfMoved(list, colours)
  const set = (index: number, change: Partial<PaletteColour>, text: string) =>
    setColours(palette, colours.with(index, { ...colours[index], ...change }), text)
  const move = (from: number, to: number) => {
    if (to < 0 || to >= colours.length || to === from) return
    follow(to)
    setColours(palette, colours.toSpliced(from, 1).toSpliced(to, 0, colours[from]))
    setTold(t('palettes.place', { name: words[from], place: to + 1, count: colours.length }))
  }
  const onKeyDown = (from: number) => (event: KeyboardEvent) => {
    // In a name the key moves the cursor on some systems.
    if (!event.altKey || event.target instanceof HTMLInputElement) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(from, event.key === 'ArrowUp' ? from - 1 : from + 1)
  }
  return (
    <>
      <ul ref={list} className={styles.colours}>
        {colours.map((colour, index) => {
          const name = words[index]
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: colours have their order, and names may be alike
              key={index}
              className={styles.colour}
              data-dragged={dragged === index || undefined}
              onKeyDown={onKeyDown(index)}
              onDragOver={(event) => dragged !== undefined && event.preventDefault()}
              onDrop={() => dragged !== undefined && move(dragged, index)}
            >
              {/* biome-ignore lint/a11y/noStaticElementInteractions: buttons and keys do the same */}
              <span
                className={styles.grip}
                draggable
                onDragStart={() => setDragged(index)}
                onDragEnd={() => setDragged(undefined)}
              >
                <GripVertical size={14} aria-hidden />
              </span>
              <PaletteSwatch
                colour={colour}
                name={name}
                onChange={(ab) => set(index, ab, t('palettes.colourChanged', { name }))}
              />
              <NameField
                label={t('palettes.colourName', { name })}
                placeholder={name}
                name={colour.name}
                longest={longestHintName}
                onName={(next) => set(index, { name: next }, t('palettes.colourRenamed', { name }))}
              />
              <IconButton
                label={t('palettes.moveUp', { name })}
                keys="Alt ↑"
                icon={ChevronUp}
                data-control="up"
                aria-disabled={index === 0}
                onClick={() => move(index, index - 1)}
              />
              <IconButton
                label={t('palettes.moveDown', { name })}
                keys="Alt ↓"
                icon={ChevronDown}
                data-control="down"
                aria-disabled={index === colours.length - 1}
                onClick={() => move(index, index + 1)}
              />
              {colours.length > 1 && (
                <IconButton
                  label={t('palettes.removeColour', { name, palette: ofPalette })}
                  icon={X}
                  data-control="remove"
                  onClick={() =>
                    setColours(palette, colours.toSpliced(index, 1), t('palettes.colourRemoved', { name }))
                  }
                />
              )}
            </li>
          )
        })}
      </ul>
      <output className="visually-hidden" aria-live="polite">
        {told}
      </output>
    </>
  )
}

/** Lets the focus go with a colour that is moved, on the control that it was on. @returns told where the colour goes */
function useFocusOfMoved(list: { current: Element | null }, colours: readonly PaletteColour[]) {
  const pending = useRef<{ before: readonly PaletteColour[]; to: number; control: string }>(undefined)
  useLayoutEffect(() => {
    const moved = pending.current
    if (!moved || moved.before === colours) return
    pending.current = undefined
    const control = list.current?.children[moved.to]?.querySelector(`[data-control=${moved.control}]`)
    if (control instanceof HTMLElement) control.focus()
  })
  return (to: number) => {
    const control = document.activeElement?.getAttribute('data-control')
    if (control && list.current?.contains(document.activeElement)) {
      pending.current = { before: colours, to, control }
    }
  }
}
