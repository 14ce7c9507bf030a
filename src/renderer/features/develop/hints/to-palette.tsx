import { SwatchBook } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { coloursOfHints } from '../../../../shared/colours-of-hints.ts'
import type { Hint } from '../../../../shared/contract/engine.ts'
import { usePaletteActions } from '../../../lib/actions/use-palette-actions.ts'
import { NewPalette } from '../../../lib/colours/new-palette.tsx'
import { usePalettes } from '../../../lib/queries/use-collections.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx'

/** Puts the colours of hints into a palette that there is, or into a new one. */
export function ToPalette({ hints }: { hints: readonly Hint[] }) {
  const { t } = useTranslation()
  const palettes = usePalettes()
  const { add } = usePaletteActions()
  const [isNaming, setNaming] = useState(false)
  const colours = coloursOfHints(hints)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('palettes.addSelected')} icon={SwatchBook} disabled={colours.length === 0} />
        }
      >
        {palettes.map((palette) => (
          <MenuItem key={palette.id} onSelect={() => add(palette, colours)}>
            {palette.name}
          </MenuItem>
        ))}
        {palettes.length > 0 && <MenuLine />}
        <MenuItem onSelect={() => setNaming(true)}>{t('palettes.newOne')}</MenuItem>
      </Menu>
      {isNaming && <NewPalette colours={colours} onClose={() => setNaming(false)} />}
    </>
  )
}
