import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ab } from '../../../../shared/colour/lab.ts'
import { usualLightness } from '../../../../shared/colour/nearest.ts'
import { usualAdjustments } from '../../../../shared/recipe.ts'
import { Button } from '../../../ui/button.tsx'
import { ColourPlane } from './colour-plane.tsx'
import picker from './hint-picker.module.css'
import { paintedAlone } from './paint.tsx'
import styles from './palettes-dialog.module.css'

interface PaletteSwatchProps {
  colour: Ab
  name: string
  onChange: (colour: Ab) => void
}

/** A colour of a palette, which opens all colours of its lightness. It is changed once, when they are closed; Escape changes nothing. */
export function PaletteSwatch({ colour, name, onChange }: PaletteSwatchProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<{ l: number; tried: Ab }>()
  const shown = opened?.tried ?? colour
  const tryOn = ({ a, b }: Ab) => setOpened((known) => known && { ...known, tried: { a, b } })
  const settle = () => {
    setOpened(undefined)
    if (opened && (opened.tried.a !== colour.a || opened.tried.b !== colour.b)) onChange(opened.tried)
  }
  return (
    <Popover.Root
      open={opened !== undefined}
      onOpenChange={(open) =>
        open ? setOpened({ l: usualLightness(colour), tried: { a: colour.a, b: colour.b } }) : settle()
      }
    >
      <Popover.Trigger asChild>
        <button
          type="button"
          className={styles.swatch}
          aria-label={t('palettes.changeColour', { name })}
          data-control="change"
          style={{ background: paintedAlone(shown, usualAdjustments) }}
        />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={picker.picker}
          aria-label={t('palettes.changeColour', { name })}
          sideOffset={4}
          collisionPadding={8}
          onEscapeKeyDown={(event) => {
            event.preventDefault()
            setOpened(undefined)
          }}
        >
          <h3>{t('develop.hints.all')}</h3>
          {opened && (
            <ColourPlane
              l={opened.l}
              sliders={usualAdjustments}
              colour={opened.tried}
              onDrag={tryOn}
              onSettle={tryOn}
            />
          )}
          <Popover.Close asChild>
            <Button>{t('develop.hints.done')}</Button>
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
